#include "io/media/picture/stream.hpp"

#include <gmock/gmock.h>

#include "io/media/picture/camera_for_tests.hpp"
#include "io/media/picture/capture.hpp"

namespace portero::picture {
namespace {

using sdp::VideoCodec;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::SizeIs;
using testing::StartsWith;
using testing::VariantWith;

constexpr auto leave_alone = [](GstElement&, const CameraSettings&, Rate) {};

// As hardware does: it is there, it opens, and then it fails.
constexpr EncoderKind failing{
    "failing", VideoCodec::h264,
    [](const CameraSettings&) {
      return std::string{"identity name=encoder error-after=1 ! x264enc ! h264parse"};
    },
    leave_alone};
constexpr EncoderKind missing{
    "missing", VideoCodec::h264,
    [](const CameraSettings&) { return std::string{"nosuchencoder name=encoder"}; }, leave_alone};

class StreamTest : public CameraTest {
 protected:
  StreamTest() {
    auto started = Capture::start(loop_, test_pattern("test pattern", {}), {}, frames_,
                                  {.began = [] {}, .ended = [] {}, .failed = [](const auto&) {}});
    capture_ = *std::move(started);
  }

  void make(std::vector<const EncoderKind*> kinds) {
    stream_ = Stream::make(loop_, VideoCodec::h264, std::move(kinds), {}, {1000, 25}, frames_,
                           [this](const CameraEvent& event) {
                             if (!std::holds_alternative<KeyFrameMade>(event))
                               events_.push_back(event);
                           });
    stream_->start(stream_->add(std::make_shared<AppsrcOutlet>(viewer_.appsrc())));
  }

  static const EncoderKind* working() {
    return encoders_here(VideoCodec::h264, {.h264_encoder = "openh264enc"}).at(0);
  }

  std::shared_ptr<Frames> frames_ = std::make_shared<Frames>();
  std::unique_ptr<Capture> capture_;
  Viewer viewer_{loop_, VideoCodec::h264};
  std::shared_ptr<Stream> stream_;
};

TEST_F(StreamTest, GoesOnWithTheNextEncoderWhenOneFails) {
  make({&missing, &failing, working()});
  ASSERT_TRUE(until([&] { return viewer_.shown().size() >= 3; })) << viewer_.failure();
  EXPECT_TRUE(viewer_.units()[0].is_key_frame);
  EXPECT_EQ(stream_->statistics().encoder, "openh264enc");
  EXPECT_THAT(
      events_,
      ElementsAre(VariantWith<EncoderFailed>(Field(&EncoderFailed::why, HasSubstr("nosuch"))),
                  VariantWith<EncoderChosen>(EncoderChosen{VideoCodec::h264, "failing"}),
                  VariantWith<EncoderFailed>(Field(&EncoderFailed::why, StartsWith("failing: "))),
                  VariantWith<EncoderChosen>(EncoderChosen{VideoCodec::h264, "openh264enc"})));
}

TEST_F(StreamTest, SaysThatNoEncoderIsLeft) {
  make({&missing});
  EXPECT_THAT(told<EncoderFailed>(), SizeIs(2));
  EXPECT_EQ(told<EncoderFailed>()[1].why, "no other encoder of H264 works here");
  EXPECT_EQ(stream_->statistics().encoder, "");
  stream_->request_key_frame();
  stream_->set({500, 10});
}

TEST_F(StreamTest, ReadsWhatAnyEncoderHereMakes) {
  for (const EncoderKind* const kind : encoders_here(VideoCodec::h264, {})) {
    viewer_.forget();
    make({kind});
    stream_->set({300, 25});
    EXPECT_TRUE(until([&] { return viewer_.shown().size() >= 10; })) << kind->factory;
    EXPECT_THAT(viewer_.caps(), HasSubstr("profile=(string)constrained-baseline")) << kind->factory;
    EXPECT_EQ(viewer_.unreadable(), 0U) << kind->factory;
  }
}

TEST(EncodersHereTest, AreTheOneThatTheSettingsName) {
  gst::start();
  EXPECT_THAT(encoders_here(VideoCodec::h264, {.h264_encoder = "openh264enc"}), SizeIs(1));
  EXPECT_THAT(encoders_here(VideoCodec::h264, {.h264_encoder = "nosuchencoder"}), SizeIs(0));
  EXPECT_THAT(encoders_here(VideoCodec::vp8, {.h264_encoder = "openh264enc"}), SizeIs(1));
  EXPECT_GE(encoders_here(VideoCodec::h264, {}).size(), 2U);
}

}  // namespace
}  // namespace portero::picture
