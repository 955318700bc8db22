#include "io/media/ilbc/alignment.hpp"

#include <cmath>

namespace portero::ilbc {
namespace {

constexpr int quarters = 4;
constexpr int slack = 2;
constexpr int half_taps = 3;
using Taps = std::array<float, 2 * half_taps + 1>;

// RFC 3951 section 4.6.2: the signal's value 0, 1, 2 or 3 quarters of a sample before the middle
// one.
constexpr std::array<Taps, quarters> earlier{
    {{0, 0, 0, 1, 0, 0, 0},
     {0.015625F, -0.076904F, 0.288330F, 0.862061F, -0.106445F, 0.018799F, -0.015625F},
     {0.023682F, -0.124268F, 0.601563F, 0.601563F, -0.124268F, 0.023682F, -0.023682F},
     {0.018799F, -0.106445F, 0.862061F, 0.288330F, -0.076904F, 0.015625F, -0.018799F}}};

float sample_at(std::span<const float> signal, int at) {
  if (at < 0 || static_cast<std::size_t>(at) >= signal.size()) return 0;
  return signal[static_cast<std::size_t>(at)];
}

EnhancedBlock interpolated(std::span<const float> signal, int begin, const Taps& taps) {
  EnhancedBlock block{};
  int at = begin - half_taps;
  for (float& sample : block) {
    for (std::size_t tap = 0; tap < taps.size(); ++tap)
      sample += taps[tap] * sample_at(signal, at + static_cast<int>(tap));
    ++at;
  }
  return block;
}

}  // namespace

Aligned align(std::span<const float> signal, std::size_t centre, float estimate) {
  const auto target = signal.subspan(centre, enhanced_samples);
  const int base = static_cast<int>(std::lround(estimate));

  // Whole samples first: the correlation in between is theirs, interpolated like the signal.
  std::array<float, 2 * (slack + half_taps) + 1> correlations{};
  for (std::size_t i = 0; i < correlations.size(); ++i) {
    const int begin = base - slack - half_taps + static_cast<int>(i);
    for (std::size_t j = 0; j < target.size(); ++j)
      correlations[i] += target[j] * sample_at(signal, begin + static_cast<int>(j));
  }
  float most = 0;
  std::size_t best_whole = slack;
  std::size_t best_fraction = 0;
  for (std::size_t whole = 0; whole <= 2 * slack; ++whole) {
    for (std::size_t fraction = 0; fraction < earlier.size(); ++fraction) {
      float correlation = 0;
      for (std::size_t tap = 0; tap < earlier[fraction].size(); ++tap)
        correlation += earlier[fraction][tap] * correlations[whole + tap];
      if (correlation <= most) continue;
      most = correlation;
      best_whole = whole;
      best_fraction = fraction;
    }
  }
  const int begin = base - slack + static_cast<int>(best_whole);
  const auto before = static_cast<float>(best_fraction) / quarters;
  return {static_cast<float>(begin) - before, interpolated(signal, begin, earlier[best_fraction])};
}

}  // namespace portero::ilbc
