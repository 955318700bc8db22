#include "core/media/congestion/video_share.hpp"

#include <gmock/gmock.h>

namespace portero::congestion {
namespace {

constexpr Bitrate sound = kbit_per_s(57);

TEST(VideoShare, LeavesRoomForSoundRetransmissionsAndHeaders) {
  const Bitrate video = video_share(kbit_per_s(700), sound, kbit_per_s(70));
  EXPECT_LT(video * 1.06 + sound + kbit_per_s(70), kbit_per_s(700));
  EXPECT_GT(video, kbit_per_s(500));
}

TEST(VideoShare, IsNeverLessThanNothing) {
  EXPECT_EQ(video_share(kbit_per_s(60), sound, kbit_per_s(40)), Bitrate{});
}

TEST(FrameRate, FallsWithTheBitrateAndNotBelowItsMinimum) {
  EXPECT_EQ(frame_rate(kbit_per_s(1000), 25), 25);
  EXPECT_EQ(frame_rate(kbit_per_s(300), 25), 25);
  EXPECT_EQ(frame_rate(kbit_per_s(250), 25), 20);
  EXPECT_EQ(frame_rate(kbit_per_s(200), 25), 15);
  EXPECT_EQ(frame_rate(kbit_per_s(100), 25), 12);
  EXPECT_EQ(frame_rate(Bitrate{}, 25), 12);
}

TEST(FrameRate, DoesNotWaver) {
  EXPECT_EQ(frame_rate(kbit_per_s(310), 25), 25);
  EXPECT_EQ(frame_rate(kbit_per_s(310), 20), 20);
  EXPECT_EQ(frame_rate(kbit_per_s(350), 20), 25);
}

}  // namespace
}  // namespace portero::congestion
