#include "core/media/congestion/shared_encoder.hpp"

#include <gmock/gmock.h>

namespace portero::congestion {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr ViewerId anna{1};
constexpr ViewerId ben{2};
constexpr ViewerId carla{3};
constexpr Bitrate setting = kbit_per_s(1000);
constexpr std::size_t small = 4'000;
constexpr std::size_t big = 30'000;

class SharedEncoderTest : public testing::Test {
 protected:
  void join(ViewerId viewer, std::int64_t kilobits = 400) {
    ASSERT_TRUE(encoder_.join(viewer, kbit_per_s(kilobits), now_));
  }
  // Congested just now, or never.
  void carries(ViewerId viewer, std::int64_t kilobits, bool congested = false) {
    encoder_.update(viewer, kbit_per_s(kilobits), congested ? std::optional(now_) : std::nullopt);
  }
  Bitrate after(base::Duration span) {
    for (const auto end = now_ + span; now_ < end; now_ += 100ms) (void)encoder_.plan(now_);
    return encoder_.plan(now_).bitrate;
  }
  // Three who see everything at the setting.
  void three() {
    for (const ViewerId viewer : {anna, ben, carla}) join(viewer, 1000);
    after(1s);
    (void)receivers(small, true);
  }
  // Of a frame, as whoever has it obeys.
  std::vector<ViewerId> receivers(std::size_t bytes, bool is_key) {
    if (is_key) encoder_.key_frame_came(now_);
    std::vector<ViewerId> chosen;
    for (const ViewerId viewer : {anna, ben, carla}) {
      choices_[viewer].follow(encoder_.portion(viewer));
      if (choices_[viewer].fate(bytes, is_key, now_) == FrameChoice::Fate::goes)
        chosen.push_back(viewer);
    }
    return chosen;
  }
  std::vector<ViewerId> motion() { return receivers(small, false); }

  SharedEncoder encoder_{setting};
  std::map<ViewerId, FrameChoice> choices_;
  base::TimePoint now_{1h};
};

TEST_F(SharedEncoderTest, FollowsItsOnlyViewer) {
  join(anna);
  EXPECT_EQ(encoder_.plan(now_), (EncoderPlan{kbit_per_s(400), 25}));
  carries(anna, 200);
  EXPECT_EQ(encoder_.plan(now_), (EncoderPlan{kbit_per_s(200), 15}));
  carries(anna, 5000);
  EXPECT_EQ(encoder_.plan(now_), (EncoderPlan{setting, 25}));
}

TEST_F(SharedEncoderTest, AViewerBeginsWithAKeyFrame) {
  join(anna);
  EXPECT_TRUE(encoder_.wants_key_frame(now_));
  EXPECT_THAT(motion(), IsEmpty());
  EXPECT_THAT(receivers(big, true), ElementsAre(anna));
  EXPECT_THAT(motion(), ElementsAre(anna));
  EXPECT_FALSE(encoder_.wants_key_frame(now_ + 1s));
}

TEST_F(SharedEncoderTest, OneWhoJoinsCostsTheOthersNothing) {
  three();
  const ViewerId dora{4};
  join(dora);
  EXPECT_EQ(after(1s), setting);
  carries(dora, 1000);
  EXPECT_EQ(after(60s), setting);
  EXPECT_TRUE(encoder_.sees_motion(dora));
}

TEST_F(SharedEncoderTest, OneWhoFallsFarBehindGetsNoMoreMotionAtOnce) {
  three();
  carries(ben, 300, true);
  EXPECT_EQ(after(0s), setting);
  EXPECT_FALSE(encoder_.sees_motion(ben));
  EXPECT_THAT(motion(), ElementsAre(anna, carla));
}

TEST_F(SharedEncoderTest, OneWhoIsALittleBehindIsGivenTime) {
  three();
  carries(ben, 800, true);
  after(SharedEncoder::patience - 100ms);
  EXPECT_TRUE(encoder_.sees_motion(ben));
  after(200ms);
  EXPECT_FALSE(encoder_.sees_motion(ben));
}

TEST_F(SharedEncoderTest, OneWhoCatchesUpInTimeMissesNothing) {
  three();
  carries(ben, 800, true);
  after(1s);
  carries(ben, 950);
  EXPECT_EQ(after(10s), kbit_per_s(950));
  EXPECT_TRUE(encoder_.sees_motion(ben));
}

TEST_F(SharedEncoderTest, WhoCannotFollowGetsStillsThatFitHisLink) {
  three();
  carries(ben, 320, true);
  after(1s);
  EXPECT_THAT(receivers(big, true), ElementsAre(anna, carla)) << "0.75 s of his";
  EXPECT_THAT(receivers(20'000, true), ElementsAre(anna, ben, carla));
  now_ += 1s;
  EXPECT_THAT(receivers(20'000, true), ElementsAre(anna, carla)) << "so soon";
  EXPECT_FALSE(encoder_.wants_key_frame(now_ + 4900ms));
  EXPECT_TRUE(encoder_.wants_key_frame(now_ + 5s));
}

TEST_F(SharedEncoderTest, HeIsTriedAgainAndBelieved) {
  three();
  carries(ben, 300, true);
  after(1s);
  EXPECT_THAT(motion(), ElementsAre(anna, carla));
  carries(ben, 300);
  after(4s);
  EXPECT_TRUE(encoder_.sees_motion(ben));
  EXPECT_THAT(motion(), ElementsAre(anna, carla)) << "not before a key frame";
  EXPECT_TRUE(encoder_.wants_key_frame(now_));
  EXPECT_THAT(receivers(big, true), ElementsAre(anna, ben, carla));
  carries(ben, 1000);
  EXPECT_EQ(after(60s), setting);
  EXPECT_TRUE(encoder_.sees_motion(ben));
}

TEST_F(SharedEncoderTest, EachTrialThatFailsIsFollowedByALongerRest) {
  three();
  carries(ben, 300, true);
  int seen = 0;
  int trials = 0;
  for (int i = 0; i < 3000; ++i) {
    after(100ms);
    const bool sees = encoder_.sees_motion(ben);
    trials += sees && ++seen == 1 ? 1 : 0;
    if (!sees) seen = 0;
    // Half a second into a trial his queue has grown.
    if (seen == 5) carries(ben, 300, true);
  }
  EXPECT_GE(trials, 4);
  EXPECT_LE(trials, 8) << "in five minutes";
}

TEST_F(SharedEncoderTest, OneBadViewerOfTwoIsFollowedDownToABound) {
  join(anna, 1000);
  join(ben, 1000);
  after(1s);
  carries(ben, 650, true);
  EXPECT_EQ(after(5s), kbit_per_s(650));
  EXPECT_TRUE(encoder_.sees_motion(ben));
  carries(ben, 300, true);
  EXPECT_EQ(after(3s), setting);
  EXPECT_FALSE(encoder_.sees_motion(ben));
}

TEST_F(SharedEncoderTest, ASlowNewcomerIsFollowedWhereTheOthersWouldFollowHim) {
  join(anna, 1000);
  after(1s);
  join(ben, 400);
  EXPECT_EQ(after(1s), setting) << "he is on trial";
  carries(ben, 700, true);
  EXPECT_EQ(after(1s), kbit_per_s(700));
}

TEST_F(SharedEncoderTest, BelowTheFloorThereIsOnlySound) {
  join(anna);
  after(1s);
  carries(anna, 30, true);
  EXPECT_EQ(after(3s).bits_per_s, lowest_video.bits_per_s);
  EXPECT_FALSE(encoder_.sees_motion(anna));
  EXPECT_THAT(receivers(small, true), IsEmpty());
  carries(anna, 30);
  after(5s);
  EXPECT_TRUE(encoder_.sees_motion(anna)) << "and now and then a trial";
}

TEST_F(SharedEncoderTest, AStuckDecoderGetsAKeyFrameButNotAsManyAsItAsksFor) {
  three();
  encoder_.request_key_frame(ben, now_);
  EXPECT_FALSE(encoder_.wants_key_frame(now_)) << "there was one just now";
  now_ += 1s;
  EXPECT_TRUE(encoder_.wants_key_frame(now_));
  encoder_.key_frame_came(now_);
  now_ += 1s;
  encoder_.request_key_frame(ben, now_);
  EXPECT_FALSE(encoder_.wants_key_frame(now_));
  EXPECT_TRUE(encoder_.wants_key_frame(now_ + 1s));
}

TEST_F(SharedEncoderTest, ARestingViewersRequestsAreNotHeard) {
  three();
  carries(ben, 300, true);
  after(1s);
  encoder_.request_key_frame(ben, now_);
  EXPECT_FALSE(encoder_.wants_key_frame(now_));
}

TEST_F(SharedEncoderTest, WhoLeftIsForgotten) {
  join(anna, 300);
  join(ben, 400);
  after(1s);
  encoder_.leave(anna);
  carries(anna, 300);
  EXPECT_EQ(after(1s), kbit_per_s(400));
  EXPECT_FALSE(encoder_.sees_motion(anna));
}

TEST_F(SharedEncoderTest, ThereAreNoMoreThanItsLimit) {
  for (std::uint64_t i = 0; i < SharedEncoder::max_viewers; ++i) join(ViewerId{i});
  EXPECT_FALSE(encoder_.join(ViewerId{1000}, setting, now_));
}

}  // namespace
}  // namespace portero::congestion
