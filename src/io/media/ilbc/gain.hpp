#pragma once

#include <cstddef>
#include <cstdint>

namespace portero::ilbc {

// The gains of a codebook vector's three stages, in 5, 4 and 3 bits (RFC 3951 section 3.6.4.2).
// Those of the later stages count in the size of the one before, but at least in a tenth.

// `before` is the decoded gain of the stage before; the first stage has none.
[[nodiscard]] float gain_of(std::size_t stage, std::size_t index, float before = 1);

// The index of the gain nearest to the one wanted.
[[nodiscard]] std::uint8_t nearest_gain(std::size_t stage, float wanted, float before = 1);

// How many gains the stage has.
[[nodiscard]] std::size_t gain_count(std::size_t stage);

}  // namespace portero::ilbc
