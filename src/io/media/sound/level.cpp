#include "io/media/sound/level.hpp"

#include <algorithm>
#include <cmath>

namespace portero::sound {
namespace {

// How much of the new frame is in what is shown: a frame is 10 ms, so 100 ms are forgotten to 1/e.
constexpr float share_of_new = 0.1F;

}  // namespace

float power_of(std::span<const std::int16_t> samples) {
  if (samples.empty()) return 0;
  std::int64_t sum = 0;
  for (const std::int16_t sample : samples) sum += std::int64_t{sample} * sample;
  constexpr double full_scale = 32768.0 * 32768.0;
  return static_cast<float>(static_cast<double>(sum) /
                            (full_scale * static_cast<double>(samples.size())));
}

float dbfs_of_power(float power) {
  constexpr float least = 1e-10F;  // of silence_dbfs
  return 10 * std::log10(std::max(power, least));
}

float gain_of_db(float db) { return std::pow(10.0F, db / 20); }

void LevelMeter::measure(std::span<const std::int16_t> frame) {
  const float shown = power_.load(std::memory_order_relaxed);
  power_.store(shown + share_of_new * (power_of(frame) - shown), std::memory_order_relaxed);
}

}  // namespace portero::sound
