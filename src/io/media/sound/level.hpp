#pragma once

#include <atomic>
#include <cstdint>
#include <span>

namespace portero::sound {

// Of digital silence, where the logarithm has no value.
inline constexpr float silence_dbfs = -100.0F;

// The power of samples, as a share of a full-scale square wave's: a full-scale sine has 0.5.
[[nodiscard]] float power_of(std::span<const std::int16_t> samples);
// At least silence_dbfs.
[[nodiscard]] float dbfs_of_power(float power);
[[nodiscard]] float gain_of_db(float db);

// A level meter for people: follows the power of its frames within about 100 ms. One thread
// measures, any thread reads.
class LevelMeter {
 public:
  void measure(std::span<const std::int16_t> frame);
  // RMS; a full-scale sine shows -3 dBFS.
  [[nodiscard]] float dbfs() const { return dbfs_of_power(power_.load(std::memory_order_relaxed)); }

 private:
  std::atomic<float> power_ = 0;
};

}  // namespace portero::sound
