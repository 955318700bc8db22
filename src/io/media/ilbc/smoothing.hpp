#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "io/media/ilbc/alignment.hpp"

namespace portero::ilbc {

// The residual that the enhancer looks at: 80 ms, the newest last, in blocks of 10 ms of which each
// has a pitch period, in samples.
inline constexpr std::size_t history_blocks = 8;
using History = std::array<float, history_blocks * enhanced_samples>;
using Periods = std::array<float, history_blocks>;

// The 80 samples at `begin` (at least a block from both ends but not more from the newest), made
// more alike to those up to three pitch periods before and after them. At most a twentieth of their
// energy changes, so that a block without pitch stays what it is (RFC 3951 section 4.6).
[[nodiscard]] EnhancedBlock smooth(const History& history, const Periods& periods,
                                   std::size_t begin);

}  // namespace portero::ilbc
