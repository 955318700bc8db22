#include <gmock/gmock.h>

#include "io/media/picture/camera_for_tests.hpp"

namespace portero::picture {
namespace {

using namespace std::chrono_literals;
using sdp::VideoCodec;
using testing::SizeIs;

class RateTest : public CameraTest, public testing::WithParamInterface<VideoCodec> {
 protected:
  void watch() {
    open();
    viewer_ = std::make_unique<Viewer>(loop_, GetParam());
    feed_ = camera_->feed(GetParam(), viewer_->appsrc());
    feed_.start();
  }

  // From the timestamps, so that a loaded machine changes nothing; beginning when the encoder has
  // got used to it.
  double kbps_over(GstClockTime duration) {
    const GstClockTime from = gst::running_time() + 500 * GST_MSECOND;
    const auto end_of = [&] {
      const auto units = viewer_->units();
      return units.empty() ? 0 : units.back().pts;
    };
    EXPECT_TRUE(until([&] { return end_of() >= from + duration; }));
    std::size_t bytes = 0;
    for (const auto& unit : viewer_->units())
      if (unit.pts >= from && unit.pts < from + duration) bytes += unit.bytes;
    return static_cast<double>(bytes * 8) / (static_cast<double>(duration) / GST_MSECOND);
  }

  std::unique_ptr<Viewer> viewer_;
  Feed feed_;
};

INSTANTIATE_TEST_SUITE_P(Codec, RateTest, testing::ValuesIn(sdp::video_codecs));

TEST_P(RateTest, FollowsWithoutANewEncoder) {
  watch();
  const double full = kbps_over(GST_SECOND);
  camera_->encode(GetParam(), 250, 25);
  const double quarter = kbps_over(GST_SECOND);
  EXPECT_NEAR(full, 1000, 350);
  EXPECT_NEAR(quarter / full, 0.25, 0.1);
  EXPECT_LE(viewer_->key_frames(), 1U);
  EXPECT_THAT(told<EncoderChosen>(), SizeIs(1));
}

TEST_P(RateTest, IsTheSameWithFewerFrames) {
  watch();
  camera_->encode(GetParam(), 500, 5);
  const double kbps = kbps_over(2 * GST_SECOND);
  EXPECT_NEAR(kbps, 500, 200);
  viewer_->forget();
  ASSERT_TRUE(until([&] { return viewer_->units().size() >= 6; }));
  const auto units = viewer_->units();
  EXPECT_GE(units[5].pts - units[0].pts, 900 * GST_MSECOND);
}

TEST_P(RateTest, LeavesTheClockReadableAtTheLowestRate) {
  watch();
  camera_->encode(GetParam(), 100, 25);
  ASSERT_TRUE(until([&] { return viewer_->shown().size() >= 30; })) << viewer_->failure();
  EXPECT_LE(viewer_->unreadable(), 2U);
}

TEST_P(RateTest, HoldsForWhoComesLater) {
  open();
  camera_->encode(GetParam(), 250, 25);
  viewer_ = std::make_unique<Viewer>(loop_, GetParam(), Viewer::Manner::counts);
  feed_ = camera_->feed(GetParam(), viewer_->appsrc());
  feed_.start();
  EXPECT_NEAR(kbps_over(GST_SECOND), 250, 100);
  EXPECT_NEAR(camera_->statistics().streams.at(0).kbps, 250, 200);
}

TEST_F(CameraTest, KeepsRatesWithinItsLimits) {
  open();
  Viewer viewer{loop_, VideoCodec::h264};
  Feed feed = camera_->feed(VideoCodec::h264, viewer.appsrc());
  camera_->encode(VideoCodec::h264, 0, 0);
  camera_->encode(VideoCodec::h264, 1'000'000, 1'000);
  feed.start();
  EXPECT_TRUE(until([&] { return viewer.shown().size() >= 3; })) << viewer.failure();
}

}  // namespace
}  // namespace portero::picture
