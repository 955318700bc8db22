#include "io/media/picture/opening.hpp"

#include <gmock/gmock.h>

#include "io/media/picture/camera_for_tests.hpp"
#include "io/media/picture/capture.hpp"

namespace portero::picture {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

const V4l2Camera webcam{"/dev/video7", "Webcam"};

// What follows a camera is played here with one that GStreamer makes up.
class OpeningTest : public CameraTest {
 protected:
  // Whether frames come.
  bool plays(Opening opening, const std::string& element, const std::string& instead,
             const CameraSettings& settings = {}) {
    opening.pipeline.replace(opening.pipeline.find(element), element.size(), instead);
    opening.property.clear();
    std::string failure;
    const auto frames = std::make_shared<Frames>();
    const auto capture = Capture::start(
        loop_, opening, settings, frames,
        {.began = [] {}, .ended = [] {}, .failed = [&](const auto& why) { failure = why; }});
    if (!capture) ADD_FAILURE() << capture.error();
    const bool came = capture && until([&] { return frames->count() >= 3 || !failure.empty(); });
    EXPECT_EQ(failure, "");
    return came && failure.empty();
  }
};

TEST_F(OpeningTest, OfAV4l2CameraNamesItsDevice) {
  const Opening opening = opening_of(webcam, {});
  EXPECT_EQ(opening.name, "/dev/video7 (Webcam)");
  EXPECT_EQ(opening.property, "device");
  EXPECT_EQ(opening.value, "/dev/video7");
  EXPECT_TRUE(opening.is_camera);
}

TEST_F(OpeningTest, TakesRawFrames) {
  EXPECT_TRUE(plays(opening_of(webcam, {}), "v4l2src name=source",
                    "videotestsrc name=source is-live=true ! video/x-raw,format=YUY2"));
}

TEST_F(OpeningTest, TakesRawFramesOfAnotherSizeAndFewer) {
  EXPECT_TRUE(plays(opening_of(webcam, {}), "v4l2src name=source",
                    "videotestsrc name=source is-live=true"
                    " ! video/x-raw,format=YUY2,width=320,height=180,framerate=10/1"));
}

TEST_F(OpeningTest, TakesMotionJpeg) {
  EXPECT_TRUE(plays(opening_of(webcam, {.width = 1280, .height = 720}), "v4l2src name=source",
                    "videotestsrc is-live=true ! video/x-raw,width=1280,height=720,framerate=30/1"
                    " ! jpegenc ! identity name=source",
                    {.width = 1280, .height = 720}));
}

TEST_F(OpeningTest, TakesFramesOfLibcamera) {
  const Opening opening = opening_of(Libcamera{"imx219"}, {});
  EXPECT_EQ(opening.property, "camera-name");
  EXPECT_EQ(opening.value, "imx219");
  EXPECT_TRUE(plays(opening, "libcamerasrc name=source",
                    "videotestsrc name=source is-live=true ! video/x-raw,format=NV12 ! identity"));
}

TEST_F(OpeningTest, NeverWritesASettingIntoThePipeline) {
  const std::string evil = "/tmp/x ! filesink location=/etc/passwd";
  const auto opening = opening_of({.source = Libcamera{evil}}, false);
  ASSERT_TRUE(opening) << opening.error();
  EXPECT_THAT(opening->pipeline, Not(HasSubstr("filesink")));
}

}  // namespace
}  // namespace portero::picture
