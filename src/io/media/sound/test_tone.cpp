#include "io/media/sound/test_tone.hpp"

#include <array>
#include <cmath>
#include <numbers>

#include "io/media/sound/level.hpp"

namespace portero::sound {
namespace {

constexpr std::size_t period = sample_rate_hz / TestTone::pitch_hz;
static_assert(frame_samples % period == 0, "each frame begins where the one before ended");

std::array<float, period> one_period() {
  const float peak = 32767 * gain_of_db(TestTone::peak_dbfs);
  std::array<float, period> wave{};
  for (std::size_t i = 0; i < period; ++i)
    wave[i] = peak * std::sin(2 * std::numbers::pi_v<float> * static_cast<float>(i) /
                              static_cast<float>(period));
  return wave;
}

}  // namespace

void TestTone::play(base::Duration duration) {
  frames_left_ = static_cast<int>(duration / frame_duration);
}

void TestTone::stop() { frames_left_ = 0; }

void TestTone::add(std::span<float, frame_samples> sum) {
  const bool plays = frames_left_ > 0;
  if (plays) --frames_left_;
  const float wanted = plays ? 1 : 0;
  if (wanted == 0 && gain_ == 0) return;
  static const std::array<float, period> wave = one_period();
  const float step = (wanted - gain_) / static_cast<float>(sum.size());
  for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += wave[i % period] * (gain_ += step);
  gain_ = wanted;
}

}  // namespace portero::sound
