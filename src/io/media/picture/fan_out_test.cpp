#include <algorithm>
#include <filesystem>

#include <gmock/gmock.h>

#include "io/media/picture/camera_for_tests.hpp"

namespace portero::picture {
namespace {

using namespace std::chrono_literals;
using sdp::VideoCodec;
using testing::SizeIs;

std::size_t entries(const char* folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator{folder}, {}));
}
std::size_t threads() { return entries("/proc/self/task"); }
std::size_t open_files() { return entries("/proc/self/fd"); }

// The longest time without a unit.
GstClockTime longest_gap(const std::vector<Viewer::Unit>& units) {
  GstClockTime longest = 0;
  for (std::size_t i = 1; i < units.size(); ++i)
    longest = std::max(longest, units[i].at - units[i - 1].at);
  return longest;
}

class FanOutTest : public CameraTest {
 protected:
  struct Watching {
    std::unique_ptr<Viewer> viewer;
    Feed feed;
  };

  Watching watch(Viewer::Manner manner = Viewer::Manner::counts,
                 VideoCodec codec = VideoCodec::h264) {
    auto viewer = std::make_unique<Viewer>(loop_, codec, manner);
    Feed feed = camera_->feed(codec, viewer->appsrc());
    feed.start();
    return {std::move(viewer), std::move(feed)};
  }

  StreamStatistics h264() { return camera_->statistics().streams.at(0); }
};

TEST_F(FanOutTest, EncodesOnceForTenViewers) {
  open();
  std::vector<Watching> all;
  for (int i = 0; i < 10; ++i) all.push_back(watch());
  ASSERT_TRUE(until([&] {
    return std::ranges::all_of(all, [](auto& it) { return it.viewer->units().size() >= 20; });
  }));
  ASSERT_THAT(camera_->statistics().streams, SizeIs(1));
  EXPECT_EQ(h264().feeds, 10U);
  const auto given = all[0].feed.statistics().units;
  EXPECT_NEAR(static_cast<double>(h264().units), static_cast<double>(given), 3);
  for (const Watching& it : all) EXPECT_TRUE(it.viewer->units()[0].is_key_frame);
}

TEST_F(FanOutTest, OneKeyFrameServesTenWhoJoinTogether) {
  open();
  std::vector<Watching> all;
  for (int i = 0; i < 10; ++i) all.push_back(watch());
  ASSERT_TRUE(until([&] {
    return std::ranges::all_of(all, [](auto& it) { return it.viewer->units().size() >= 20; });
  }));
  for (const Watching& it : all) EXPECT_EQ(it.viewer->key_frames(), 1U);
}

TEST_F(FanOutTest, MakesAtMostOneKeyFrameInAnInterval) {
  open();
  const Watching one = watch();
  ASSERT_TRUE(until([&] { return !one.viewer->units().empty(); }));
  const auto start = loop_.now();
  // Whoever lost packets asks with every picture.
  while (loop_.now() < start + 1500ms) {
    const auto before = one.viewer->units().size();
    camera_->request_key_frame(VideoCodec::h264);
    ASSERT_TRUE(until([&] { return one.viewer->units().size() > before; }));
  }
  const auto passed = std::chrono::duration<double>(loop_.now() - start) / 300ms;
  EXPECT_LE(static_cast<double>(one.viewer->key_frames()), passed + 2);
  EXPECT_GE(one.viewer->key_frames(), 3U);
}

TEST_F(FanOutTest, KeepsARequestThatCameTooEarly) {
  open();
  const Watching one = watch();
  ASSERT_TRUE(until([&] { return one.viewer->units().size() >= 2; }));
  ASSERT_EQ(one.viewer->key_frames(), 1U);
  camera_->request_key_frame(VideoCodec::h264);
  EXPECT_TRUE(until([&] { return one.viewer->key_frames() == 2; }));
}

// A viewer whose network is gone takes nothing any more. Its frames must not heap up, and nobody
// else may wait for it or get a key frame on its account.
TEST_F(FanOutTest, AStuckViewerLosesOnlyItsOwnFrames) {
  open();
  const Watching good = watch();
  Watching stuck = watch(Viewer::Manner::is_stuck);
  ASSERT_TRUE(until([&] { return stuck.feed.statistics().lost >= 20; }));
  EXPECT_LE(stuck.viewer->queued(), 10U);
  EXPECT_EQ(good.feed.statistics().lost, 0U);
  EXPECT_LE(good.viewer->key_frames(), 2U);
  EXPECT_LT(longest_gap(good.viewer->units()), 1 * GST_SECOND);
}

TEST_F(FanOutTest, AViewerThatWasStuckGoesOnWithAKeyFrame) {
  open();
  Watching stuck = watch(Viewer::Manner::is_stuck);
  ASSERT_TRUE(until([&] { return stuck.feed.statistics().lost >= 3; }));
  const auto before = stuck.feed.statistics().units;
  stuck.viewer->play();
  ASSERT_TRUE(until([&] { return stuck.viewer->units().size() >= before + 5; }));
  const auto units = stuck.viewer->units();
  EXPECT_TRUE(units[before].is_key_frame);
  // Between the two the others have had more frames than these.
  EXPECT_GT(units[before].pts - units[before - 1].pts, 80 * GST_MSECOND);
}

// Whose link is too narrow for motion gets what was decided for it, and what it is spared costs
// nobody a key frame.
TEST_F(FanOutTest, WhoGetsStillsGetsKeyFramesThatFit) {
  open();
  const Watching good = watch();
  Watching slow = watch();
  slow.feed.follow({.motion = false, .largest_still = 1'000'000});
  ASSERT_TRUE(until([&] { return good.viewer->units().size() >= 10; }));
  slow.viewer->forget();
  camera_->request_key_frame(VideoCodec::h264);
  ASSERT_TRUE(until([&] { return slow.viewer->key_frames() >= 1; }));
  slow.feed.follow({.motion = false, .largest_still = 10});
  const auto before = good.viewer->key_frames();
  camera_->request_key_frame(VideoCodec::h264);
  ASSERT_TRUE(until([&] { return good.viewer->key_frames() > before; }));
  EXPECT_EQ(slow.viewer->units().size(), 1U);
  EXPECT_EQ(slow.feed.statistics().lost, 0U);

  slow.feed.follow({});
  ASSERT_TRUE(until([&] { return slow.viewer->units().size() >= 10; }));
  EXPECT_TRUE(slow.viewer->units()[1].is_key_frame);
}

// A pipeline that has ended refuses what it is given; asking for a key frame each time would cost
// all others.
TEST_F(FanOutTest, AViewerThatEndedIsLeftAlone) {
  open();
  const Watching good = watch();
  const Watching ended = watch();
  ASSERT_TRUE(until([&] { return ended.viewer->units().size() >= 2; }));
  ended.viewer->stop();
  const auto before = good.viewer->units().size();
  ASSERT_TRUE(until([&] { return good.viewer->units().size() >= before + 20; }));
  EXPECT_LE(good.viewer->key_frames(), 2U);
}

TEST_F(FanOutTest, LeavesNothingBehind) {
  open();
  const auto round = [&] {
    std::vector<Watching> all;
    for (const VideoCodec codec : sdp::video_codecs)
      for (int i = 0; i < 3; ++i) all.push_back(watch(Viewer::Manner::counts, codec));
    EXPECT_TRUE(until([&] {
      return std::ranges::all_of(all, [](auto& it) { return it.viewer->units().size() >= 2; });
    }));
  };
  round();
  ASSERT_THAT(camera_->statistics().streams, SizeIs(0));
  const auto threads_before = threads();
  const auto files_before = open_files();
  for (int i = 0; i < 3; ++i) round();
  EXPECT_TRUE(until([&] { return threads() <= threads_before; }));
  EXPECT_LE(open_files(), files_before);
}

}  // namespace
}  // namespace portero::picture
