#include "io/media/ilbc/pitch.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "io/media/ilbc/noise_for_tests.hpp"

namespace portero::ilbc {
namespace {

TEST(IlbcPitch, IsThePeriodOfAVoice) {
  for (const float period : {60.0F, 74.0F, 80.0F, 100.0F, 116.0F})
    EXPECT_NEAR(static_cast<float>(pitch_lag(pulses(640, period, 1000))), period, 2) << period;
}

TEST(IlbcPitch, MayBeAMultipleOfAShortPeriod) {
  const auto lag = static_cast<float>(pitch_lag(pulses(640, 30, 1000)));
  EXPECT_NEAR(lag / 30, std::round(lag / 30), 0.1);
}

TEST(IlbcPitch, OfSilenceIsTheShortest) { EXPECT_EQ(pitch_lag(std::vector<float>(300)), 20); }

}  // namespace
}  // namespace portero::ilbc
