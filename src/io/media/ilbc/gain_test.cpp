#include "io/media/ilbc/gain.hpp"

#include <gtest/gtest.h>

namespace portero::ilbc {
namespace {

TEST(IlbcGain, OfTheFirstStageIsNeverNegative) {
  EXPECT_NEAR(gain_of(0, 0), 0.0375, 0.001);
  EXPECT_NEAR(gain_of(0, 31), 1.2, 0.001);
}

TEST(IlbcGain, OfALaterStageCountsInTheOneBefore) {
  EXPECT_NEAR(gain_of(1, 0, 0.5F), -1.05 * 0.5, 0.001);
  EXPECT_NEAR(gain_of(2, 7, -0.5F), 0.5, 0.001);
}

TEST(IlbcGain, CountsInATenthAfterASmallOne) { EXPECT_NEAR(gain_of(2, 7, 0.01F), 0.1, 0.001); }

TEST(IlbcGain, NearestIsFoundForEach) {
  for (std::size_t stage = 0; stage < 3; ++stage)
    for (std::size_t index = 0; index < gain_count(stage); ++index)
      EXPECT_EQ(nearest_gain(stage, gain_of(stage, index, 0.6F) + 0.002F, 0.6F), index);
}

TEST(IlbcGain, NearestToWhatIsTooLargeIsTheLargest) {
  EXPECT_EQ(nearest_gain(0, 7), 31);
  EXPECT_EQ(nearest_gain(0, -7), 0);
}

TEST(IlbcGain, HasFiveFourAndThreeBits) {
  EXPECT_EQ(gain_count(0), 32);
  EXPECT_EQ(gain_count(1), 16);
  EXPECT_EQ(gain_count(2), 8);
}

}  // namespace
}  // namespace portero::ilbc
