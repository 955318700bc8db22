#include "io/media/picture/camera.hpp"

#include <algorithm>

#include <gmock/gmock.h>

#include "io/media/picture/camera_for_tests.hpp"

namespace portero::picture {
namespace {

using namespace std::chrono_literals;
using sdp::VideoCodec;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

TEST_F(CameraTest, TellsWhatItShowsAndWhatEncodes) {
  open();
  Viewer viewer{loop_, VideoCodec::h264};
  const Feed feed = camera_->feed(VideoCodec::h264, viewer.appsrc());
  ASSERT_TRUE(until([&] { return events_.size() == 2; }));
  EXPECT_THAT(told<SourceChosen>(), ElementsAre(SourceChosen{"test pattern"}));
  EXPECT_THAT(told<EncoderChosen>(), SizeIs(1));
}

TEST_F(CameraTest, RefusesSettingsThatMakeNoSense) {
  const auto opened = Camera::open(loop_, {.source = TestPattern{}, .width = 641}, {});
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error(), HasSubstr("odd"));
}

class CameraCodecTest : public CameraTest, public testing::WithParamInterface<VideoCodec> {};

INSTANTIATE_TEST_SUITE_P(Codec, CameraCodecTest, testing::ValuesIn(sdp::video_codecs));

TEST_P(CameraCodecTest, ShowsThePresent) {
  open();
  Viewer viewer{loop_, GetParam()};
  Feed feed = camera_->feed(GetParam(), viewer.appsrc());
  feed.start();
  ASSERT_TRUE(until([&] { return viewer.shown().size() >= 30; })) << viewer.failure();
  const auto shown = viewer.shown();
  EXPECT_TRUE(std::ranges::is_sorted(shown, std::ranges::less_equal{}, &Viewer::Shown::burned));
  EXPECT_LE(viewer.unreadable(), 1U);
  std::vector<std::chrono::milliseconds> latencies;
  for (const auto& frame : shown) latencies.push_back(frame.at - frame.burned);
  std::ranges::nth_element(latencies, latencies.begin() + 15);
  EXPECT_LT(latencies[15], 500ms);
  EXPECT_GE(latencies[15], 0ms);
}

TEST_P(CameraCodecTest, BeginsWithAKeyFrameOnTheCommonTimeLine) {
  open();
  Viewer viewer{loop_, GetParam(), Viewer::Manner::counts};
  Feed feed = camera_->feed(GetParam(), viewer.appsrc());
  feed.start();
  ASSERT_TRUE(until([&] { return viewer.units().size() >= 5; }));
  const auto units = viewer.units();
  EXPECT_TRUE(units[0].is_key_frame);
  EXPECT_EQ(viewer.key_frames(), 1U);
  for (const auto& unit : units) {
    EXPECT_EQ(unit.dts, GST_CLOCK_TIME_NONE);
    EXPECT_LE(unit.pts, unit.at);
    EXPECT_LT(unit.at - unit.pts, 2 * GST_SECOND);
  }
}

TEST_F(CameraTest, SaysThatItsH264IsWhatEveryPhoneReads) {
  open();
  Viewer viewer{loop_, VideoCodec::h264};
  Feed feed = camera_->feed(VideoCodec::h264, viewer.appsrc());
  feed.start();
  ASSERT_TRUE(until([&] { return !viewer.units().empty(); }));
  EXPECT_THAT(viewer.caps(), HasSubstr("profile=(string)constrained-baseline"));
  EXPECT_THAT(viewer.caps(), HasSubstr("stream-format=(string)byte-stream"));
  EXPECT_THAT(viewer.caps(), HasSubstr("level=(string)3.1"));
}

// A rate of few frames looked like so many bits a second to x264 that it called itself level 4,
// which no answer of a phone or browser allows.
TEST_F(CameraTest, StaysAtItsLevelAtAnyRate) {
  open();
  camera_->encode(VideoCodec::h264, 2000, 1);
  Viewer viewer{loop_, VideoCodec::h264};
  Feed feed = camera_->feed(VideoCodec::h264, viewer.appsrc());
  feed.start();
  ASSERT_TRUE(until([&] { return !viewer.units().empty(); }));
  EXPECT_THAT(viewer.caps(), HasSubstr("level=(string)3.1"));
}

TEST_F(CameraTest, GivesNothingBeforeTheViewerIsThere) {
  open();
  Viewer early{loop_, VideoCodec::h264}, late{loop_, VideoCodec::h264};
  Feed of_early = camera_->feed(VideoCodec::h264, early.appsrc());
  Feed of_late = camera_->feed(VideoCodec::h264, late.appsrc());
  of_early.start();
  ASSERT_TRUE(until([&] { return early.units().size() >= 10; }));
  EXPECT_THAT(late.units(), SizeIs(0));
  EXPECT_EQ(late.queued(), 0U);
  of_late.start();
  ASSERT_TRUE(until([&] { return !late.units().empty(); }));
  EXPECT_TRUE(late.units()[0].is_key_frame);
}

TEST_F(CameraTest, PausesWithinAFrameAndResumesWithAKeyFrame) {
  open();
  Viewer viewer{loop_, VideoCodec::h264};
  Feed feed = camera_->feed(VideoCodec::h264, viewer.appsrc());
  feed.start();
  ASSERT_TRUE(until([&] { return viewer.units().size() >= 5; }));
  feed.pause();
  const auto given = feed.statistics().units;
  const auto captured = camera_->statistics().frames;
  ASSERT_TRUE(until([&] { return camera_->statistics().frames >= captured + 2; }));
  EXPECT_EQ(feed.statistics().units, given);
  ASSERT_TRUE(until([&] { return viewer.units().size() == given; }));
  viewer.forget();
  feed.start();
  ASSERT_TRUE(until([&] { return viewer.shown().size() >= 3; }));
  EXPECT_TRUE(viewer.units()[0].is_key_frame);
}

TEST_F(CameraTest, HasAnEncoderForAsLongAsSomebodyHasAFeedOfIt) {
  open();
  EXPECT_THAT(camera_->statistics().streams, SizeIs(0));
  Viewer phone{loop_, VideoCodec::h264}, browser{loop_, VideoCodec::vp8};
  const Feed of_phone = camera_->feed(VideoCodec::h264, phone.appsrc());
  EXPECT_THAT(camera_->statistics().streams, SizeIs(1));
  {
    Feed of_browser = camera_->feed(VideoCodec::vp8, browser.appsrc());
    of_browser.start();
    ASSERT_TRUE(until([&] { return browser.shown().size() >= 2; }));
    EXPECT_THAT(camera_->statistics().streams, SizeIs(2));
  }
  EXPECT_THAT(camera_->statistics().streams, SizeIs(1));
  EXPECT_EQ(camera_->statistics().streams[0].codec, VideoCodec::h264);
}

TEST_F(CameraTest, LeavesAFeedThatOutlivesItWithoutAPicture) {
  open();
  Viewer viewer{loop_, VideoCodec::h264};
  Feed feed = camera_->feed(VideoCodec::h264, viewer.appsrc());
  feed.start();
  ASSERT_TRUE(until([&] { return !viewer.units().empty(); }));
  camera_.reset();
  feed.pause();
  feed.start();
  EXPECT_GT(feed.statistics().units, 0U);
}

}  // namespace
}  // namespace portero::picture
