#include "io/media/sound/stretch.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>

namespace portero::sound {
namespace {

// What becomes of a sine of 1 kHz.
std::vector<std::int16_t> stretched(double ratio, int frames) {
  Stretch stretch;
  std::vector<std::int16_t> out;
  std::size_t used_up = 0;
  for (int i = 0; i < frames; ++i) {
    std::vector<std::int16_t> samples(stretch.wanted(ratio));
    for (std::size_t k = 0; k < samples.size(); ++k) {
      const double phase = 2 * std::numbers::pi * static_cast<double>(used_up + k) / 48;
      samples[k] = static_cast<std::int16_t>(10'000 * std::sin(phase));
    }
    Frame frame;
    used_up += stretch.play(samples, ratio, frame);
    out.insert(out.end(), frame.begin(), frame.end());
  }
  return out;
}

double crossings_a_second(const std::vector<std::int16_t>& samples) {
  int crossings = 0;
  for (std::size_t i = 1; i < samples.size(); ++i)
    crossings += samples[i - 1] < 0 && samples[i] >= 0;
  return crossings * 48'000.0 / static_cast<double>(samples.size());
}

TEST(Stretch, AtRatioOneOnlyDelaysByTwoSamples) {
  const auto out = stretched(1, 10);
  for (std::size_t i = 2; i < out.size(); ++i) {
    const double phase = 2 * std::numbers::pi * static_cast<double>(i - 2) / 48;
    EXPECT_EQ(out[i], static_cast<std::int16_t>(10'000 * std::sin(phase))) << i;
  }
}

TEST(Stretch, ChangesTheSpeedByTheRatio) {
  EXPECT_NEAR(crossings_a_second(stretched(1.01, 300)), 1010, 1);
  EXPECT_NEAR(crossings_a_second(stretched(0.99, 300)), 990, 1);
}

TEST(Stretch, IsSmoothWhereFramesMeet) {
  for (const double ratio : {0.98, 0.995, 1.0001, 1.02}) {
    const auto out = stretched(ratio, 200);
    for (std::size_t i = 10; i < out.size(); ++i) {
      ASSERT_LE(std::abs(out[i] - out[i - 1]), 1400) << ratio << " " << i;
    }
  }
}

}  // namespace
}  // namespace portero::sound
