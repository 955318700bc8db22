#include "io/media/sound/level.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include <gtest/gtest.h>

#include "io/media/sound/frame.hpp"

namespace portero::sound {
namespace {

Frame sine(float amplitude) {
  Frame frame;
  for (std::size_t i = 0; i < frame.size(); ++i) {
    const float phase = 2 * std::numbers::pi_v<float> * static_cast<float>(i) / 48;
    frame[i] = static_cast<std::int16_t>(amplitude * 32767 * std::sin(phase));
  }
  return frame;
}

TEST(Level, AFullScaleSineShowsMinusThree) {
  EXPECT_NEAR(dbfs_of_power(power_of(sine(1))), -3.0F, 0.05F);
  EXPECT_NEAR(dbfs_of_power(power_of(sine(0.1F))), -23.0F, 0.05F);
}

TEST(Level, SilenceHasAFloor) {
  EXPECT_EQ(dbfs_of_power(power_of(Frame{})), silence_dbfs);
  EXPECT_EQ(power_of({}), 0.0F);
}

TEST(Level, GainsAreOfAmplitudes) {
  EXPECT_NEAR(gain_of_db(-6.02F), 0.5F, 0.001F);
  EXPECT_NEAR(gain_of_db(20), 10.0F, 0.001F);
}

TEST(LevelMeter, FollowsTheSoundWithinATenthOfASecond) {
  LevelMeter meter;
  EXPECT_EQ(meter.dbfs(), silence_dbfs);
  for (int i = 0; i < 10; ++i) meter.measure(sine(1));
  EXPECT_NEAR(meter.dbfs(), -5.0F, 1.0F);
  for (int i = 0; i < 40; ++i) meter.measure(sine(1));
  EXPECT_NEAR(meter.dbfs(), -3.0F, 0.1F);
}

}  // namespace
}  // namespace portero::sound
