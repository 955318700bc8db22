#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "io/media/ilbc/mode.hpp"

namespace portero::ilbc {

inline constexpr std::size_t codebook_stages = 3;
inline constexpr std::size_t max_scalar_samples = 58;
// The rest of the start state, and the sub-blocks that are predicted from it.
inline constexpr std::size_t max_predicted = 5;

// A vector as the sum of three codebook vectors.
struct CodebookChoice {
  std::array<std::uint8_t, codebook_stages> index{};
  std::array<std::uint8_t, codebook_stages> gain{};

  bool operator==(const CodebookChoice&) const = default;
};

// What a frame says. A 20 ms frame leaves the ends of the arrays zero.
struct Parameters {
  std::array<std::uint8_t, 6> lsf{};
  std::uint8_t start = 1;        // the start state is in the sub-blocks start - 1 and start
  std::uint8_t state_first = 0;  // 1: its scalar part is at its begin, 0: at its end
  std::uint8_t scale = 0;
  std::array<std::uint8_t, max_scalar_samples> state{};
  std::array<CodebookChoice, max_predicted> predicted{};

  bool operator==(const Parameters&) const = default;
};

// Whether the frame can say that this stage of this predicted vector has that codebook index. The
// first sub-block's second and third stage have seven bits, for the half of the codebook with the
// nearest samples; the rest of the start state has fewer vectors (RFC 3951 section 3.6.4.1).
[[nodiscard]] bool can_be_sent(Mode mode, std::size_t predicted, std::size_t stage,
                               std::size_t index);

// The frame, of frame_bytes(mode) (RFC 3951 section 3.8). Each parameter is in its range.
[[nodiscard]] std::vector<std::uint8_t> pack(Mode mode, const Parameters& parameters);

// Nullopt for what is no frame to decode: another length, the bit set that says the frame to be
// empty, or what no encoder says.
[[nodiscard]] std::optional<Parameters> unpack(Mode mode, base::ByteView frame);

}  // namespace portero::ilbc
