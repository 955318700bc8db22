#include "io/media/ilbc/alignment.hpp"

#include <cmath>

#include "io/media/ilbc/product.hpp"

namespace portero::ilbc {
namespace {

constexpr std::size_t quarters = 4;
constexpr std::size_t slack = 2;
constexpr std::size_t half_taps = 3;
using Taps = std::array<float, 2 * half_taps + 1>;

// RFC 3951 section 4.6.2: the signal's value 0, 1, 2 or 3 quarters of a sample before the middle
// one.
constexpr std::array<Taps, quarters> earlier{
    {{0, 0, 0, 1, 0, 0, 0},
     {0.015625F, -0.076904F, 0.288330F, 0.862061F, -0.106445F, 0.018799F, -0.015625F},
     {0.023682F, -0.124268F, 0.601563F, 0.601563F, -0.124268F, 0.023682F, -0.023682F},
     {0.018799F, -0.106445F, 0.862061F, 0.288330F, -0.076904F, 0.015625F, -0.018799F}}};

// What an alignment may need: the block wherever it may begin, with what the taps reach.
constexpr std::size_t reach = slack + half_taps;
using Surroundings = std::array<float, enhanced_samples + 2 * reach>;

Surroundings around(std::span<const float> signal, int begin) {
  Surroundings samples{};
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const int at = begin - static_cast<int>(reach) + static_cast<int>(i);
    if (at >= 0 && at < static_cast<int>(signal.size()))
      samples[i] = signal[static_cast<std::size_t>(at)];
  }
  return samples;
}

}  // namespace

Aligned align(std::span<const float> signal, std::size_t centre, float estimate) {
  const int base = static_cast<int>(std::lround(estimate));
  const Surroundings samples = around(signal, base);
  const auto whole_at = [&](std::size_t at) {
    return std::span(samples).subspan(at, enhanced_samples);
  };

  // Whole samples first: the correlation in between is theirs, interpolated like the signal.
  std::array<float, 2 * reach + 1> correlations{};
  for (std::size_t i = 0; i < correlations.size(); ++i)
    correlations[i] = product(signal.subspan(centre, enhanced_samples), whole_at(i));
  float most = 0;
  std::size_t best_whole = slack;
  std::size_t best_fraction = 0;
  for (std::size_t whole = 0; whole <= 2 * slack; ++whole) {
    for (std::size_t fraction = 0; fraction < earlier.size(); ++fraction) {
      const Taps& taps = earlier[fraction];
      const float correlation = product(taps, std::span(correlations).subspan(whole, taps.size()));
      if (correlation <= most) continue;
      most = correlation;
      best_whole = whole;
      best_fraction = fraction;
    }
  }

  const Taps& taps = earlier[best_fraction];
  Aligned aligned{};
  aligned.begin = static_cast<float>(base) - slack + static_cast<float>(best_whole) -
                  static_cast<float>(best_fraction) / quarters;
  for (std::size_t tap = 0; tap < taps.size(); ++tap) {
    const auto shifted = whole_at(best_whole + tap);
    for (std::size_t i = 0; i < shifted.size(); ++i) aligned.block[i] += taps[tap] * shifted[i];
  }
  return aligned;
}

}  // namespace portero::ilbc
