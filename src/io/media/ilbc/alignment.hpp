#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace portero::ilbc {

inline constexpr std::size_t enhanced_samples = 80;
using EnhancedBlock = std::array<float, enhanced_samples>;

struct Aligned {
  float begin;  // in samples and quarters
  EnhancedBlock block;
};

// The 80 samples of the signal that are most like those at `centre`, of which they are estimated
// to be whole pitch periods away, at `estimate` give or take two samples; in quarters of a sample
// (RFC 3951 section 4.6.2). Outside of the signal there is silence.
[[nodiscard]] Aligned align(std::span<const float> signal, std::size_t centre, float estimate);

}  // namespace portero::ilbc
