#include "io/media/picture/camera_settings.hpp"

#include <gmock/gmock.h>

namespace portero::picture {
namespace {

using testing::HasSubstr;

TEST(SourceChoiceTest, IsReadFromASetting) {
  EXPECT_EQ(source_of("auto"), SourceChoice{Automatic{}});
  EXPECT_EQ(source_of("v4l2"), SourceChoice{V4l2{}});
  EXPECT_EQ(source_of("v4l2:/dev/video2"), SourceChoice{V4l2{"/dev/video2"}});
  EXPECT_EQ(source_of("libcamera"), SourceChoice{Libcamera{}});
  EXPECT_EQ(source_of("libcamera:/base/soc/i2c0mux/imx219@10"),
            SourceChoice{Libcamera{"/base/soc/i2c0mux/imx219@10"}});
  EXPECT_EQ(source_of("file:/a film: 1.webm"), SourceChoice{File{"/a film: 1.webm"}});
  EXPECT_EQ(source_of("test"), SourceChoice{TestPattern{}});
}

TEST(SourceChoiceTest, IsRefusedWithWhatThereIs) {
  for (const auto* const text :
       {"", "webcam", "file", "file:", "auto:1", "test:", "videotestsrc"}) {
    const auto source = source_of(text);
    ASSERT_FALSE(source) << text;
    EXPECT_THAT(source.error(), HasSubstr("there are auto, v4l2"));
  }
}

TEST(CameraSettingsTest, HaveLimits) {
  EXPECT_TRUE(check({}));
  EXPECT_TRUE(check({.width = 1280, .height = 720}));
  EXPECT_EQ(check({.width = 1922}).error(), "the width is 1922; it may be 96 to 1920");
  EXPECT_EQ(check({.height = 94}).error(), "the height is 94; it may be 96 to 1080");
  EXPECT_EQ(check({.fps = 0}).error(), "the frame rate is 0; it may be 1 to 60");
  EXPECT_EQ(check({.kbps = 29}).error(), "the bit rate is 29; it may be 30 to 20000");
  EXPECT_THAT(check({.height = 481}).error(), HasSubstr("odd side"));
}

}  // namespace
}  // namespace portero::picture
