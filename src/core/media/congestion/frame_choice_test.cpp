#include "core/media/congestion/frame_choice.hpp"

#include <gtest/gtest.h>

namespace portero::congestion {
namespace {

using namespace std::chrono_literals;
using enum FrameChoice::Fate;

constexpr std::size_t small = 4'000;
constexpr std::size_t big = 30'000;
constexpr Portion motion{};
constexpr Portion stills{.motion = false, .largest_still = 20'000};

class FrameChoiceTest : public testing::Test {
 protected:
  FrameChoice::Fate key(std::size_t bytes = small) { return choice_.fate(bytes, true, now_); }
  FrameChoice::Fate other() { return choice_.fate(small, false, now_); }

  FrameChoice choice_;
  base::TimePoint now_{1h};
};

TEST_F(FrameChoiceTest, MotionBeginsWithAKeyFrame) {
  choice_.follow(motion);
  EXPECT_EQ(other(), useless);
  EXPECT_TRUE(choice_.waits());
  EXPECT_EQ(key(big), goes);
  EXPECT_EQ(other(), goes);
}

TEST_F(FrameChoiceTest, BehindAHoleOnlyAKeyFrameHelps) {
  choice_.follow(motion);
  EXPECT_EQ(key(), goes);
  choice_.missed();
  EXPECT_EQ(other(), useless);
  EXPECT_EQ(key(), goes);
  EXPECT_EQ(other(), goes);
}

TEST_F(FrameChoiceTest, StillsAreKeyFramesThatFitAndNotTooMany) {
  choice_.follow(stills);
  EXPECT_EQ(key(big), spared);
  EXPECT_EQ(key(), goes);
  EXPECT_EQ(other(), spared);
  now_ += FrameChoice::still_gap - 1ms;
  EXPECT_EQ(key(), spared);
  now_ += 1ms;
  EXPECT_EQ(key(), goes);
}

TEST_F(FrameChoiceTest, FromStillsToMotionByAKeyFrame) {
  choice_.follow(stills);
  EXPECT_EQ(key(), goes);
  EXPECT_EQ(other(), spared);
  choice_.follow(motion);
  EXPECT_EQ(other(), useless) << "it refers to the one that was spared";
  EXPECT_EQ(key(), goes);
  EXPECT_EQ(other(), goes);
}

}  // namespace
}  // namespace portero::congestion
