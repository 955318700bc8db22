#include "io/media/sound/test_tone.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>
#include <vector>

#include <gmock/gmock.h>

#include "io/media/sound/level.hpp"

namespace portero::sound {
namespace {

using namespace std::chrono_literals;
using testing::Each;

struct TestToneTest : testing::Test {
  // What it adds to silence.
  std::vector<float> heard(int frames) {
    std::vector<float> all;
    for (int i = 0; i < frames; ++i) {
      std::array<float, frame_samples> frame{};
      tone.add(frame);
      all.insert(all.end(), frame.begin(), frame.end());
    }
    return all;
  }
  TestTone tone;
};

double power_of(std::span<const float> samples) {
  double sum = 0;
  for (const float sample : samples) sum += static_cast<double>(sample) * sample;
  return sum / static_cast<double>(samples.size());
}

// The power at one pitch, as a share of the whole (Goertzel).
double share_of(int pitch_hz, std::span<const float> samples) {
  const double turn = 2 * std::numbers::pi * pitch_hz / sample_rate_hz;
  double one = 0;
  double two = 0;
  for (const float sample : samples)
    two = std::exchange(one, sample + 2 * std::cos(turn) * one - two);
  const double power = one * one + two * two - 2 * std::cos(turn) * one * two;
  const auto count = static_cast<double>(samples.size());
  return 2 * power / (count * count * power_of(samples));
}

TEST_F(TestToneTest, HasOnePitchAndItsLevel) {
  tone.play(1s);
  std::ignore = heard(1);
  const auto samples = heard(50);
  EXPECT_GT(share_of(TestTone::pitch_hz, samples), 0.99);
  EXPECT_LT(share_of(2 * TestTone::pitch_hz, samples), 0.001);
  EXPECT_NEAR(dbfs_of_power(static_cast<float>(power_of(samples) / (32768.0 * 32768.0))),
              TestTone::peak_dbfs - 3, 0.1);
}

TEST_F(TestToneTest, IsSilentBeforeAndAfterItsTime) {
  EXPECT_THAT(heard(3), Each(0));
  tone.play(100ms);
  EXPECT_GT(power_of(heard(10)), 0);
  std::ignore = heard(1);  // fades
  EXPECT_THAT(heard(3), Each(0));
}

TEST_F(TestToneTest, EndsWhenItIsStopped) {
  tone.play(1h);
  EXPECT_GT(power_of(heard(10)), 0);
  tone.stop();
  std::ignore = heard(1);
  EXPECT_THAT(heard(3), Each(0));
}

TEST_F(TestToneTest, NeverJumps) {
  tone.play(100ms);
  const auto samples = heard(12);
  float steepest = 0;
  for (std::size_t i = 1; i < samples.size(); ++i)
    steepest = std::max(steepest, std::abs(samples[i] - samples[i - 1]));
  const double slope = 2 * std::numbers::pi * TestTone::pitch_hz / sample_rate_hz;
  EXPECT_LT(steepest, 1.1 * slope * 32768 * gain_of_db(TestTone::peak_dbfs));
}

TEST_F(TestToneTest, IsAddedToWhatIsHeard) {
  std::array<float, frame_samples> frame{};
  frame.fill(100);
  tone.add(frame);
  EXPECT_THAT(frame, Each(100));
}

}  // namespace
}  // namespace portero::sound
