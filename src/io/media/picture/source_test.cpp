#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>

#include "io/media/picture/camera_for_tests.hpp"
#include "io/media/picture/v4l2_camera.hpp"

namespace portero::picture {
namespace {

using namespace std::chrono_literals;
using sdp::VideoCodec;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::SizeIs;

constexpr const char* live = "videotestsrc is-live=true ! video/x-raw,framerate=25/1";

class SourceTest : public CameraTest {
 protected:
  SourceTest() { std::filesystem::create_directories(folder_); }
  ~SourceTest() override { std::filesystem::remove_all(folder_); }

  // Plays to its end; "FILE" in the description stands for the path that is returned.
  std::string film(const std::string& name, std::string description) {
    const std::string path = folder_ / name;
    description.replace(description.find("FILE"), 4, path);
    bool ended = false;
    auto pipeline =
        gst::Pipeline::parse(loop_, description,
                             {.failed = [](const gst::Failure& why) { ADD_FAILURE() << why; },
                              .message =
                                  [&](GstMessage& message) {
                                    ended = ended || GST_MESSAGE_TYPE(&message) == GST_MESSAGE_EOS;
                                  }});
    EXPECT_TRUE(pipeline && pipeline->play());
    EXPECT_TRUE(until([&] { return ended; }));
    return path;
  }

  std::string short_film(const std::string& name = "film.webm") {
    return film(name,
                "webmmux name=film ! filesink location=FILE"
                " videotestsrc num-buffers=10 ! video/x-raw,width=320,height=240,framerate=25/1"
                " ! vp8enc ! film. audiotestsrc num-buffers=18 ! opusenc ! film.");
  }

  void watch(VideoCodec codec = VideoCodec::h264) {
    viewer_ = std::make_unique<Viewer>(loop_, codec, Viewer::Manner::counts);
    feed_ = camera_->feed(codec, viewer_->appsrc());
    feed_.start();
  }

  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("portero-source-test-" + std::to_string(getpid()));
  std::unique_ptr<Viewer> viewer_;
  Feed feed_;
};

TEST_F(SourceTest, PlaysAFilmAgainAndAgain) {
  open({.source = File{short_film()}});
  watch();
  ASSERT_TRUE(until([&] { return viewer_->units().size() >= 25; })) << viewer_->failure();
  EXPECT_THAT(told<Lost>(), SizeIs(0));
  EXPECT_THAT(told<SourceChosen>(), SizeIs(1));
  const auto units = viewer_->units();
  for (std::size_t i = 1; i < units.size(); ++i) EXPECT_GT(units[i].pts, units[i - 1].pts);
  // At the speed that it was taken at.
  EXPECT_GT(units.back().pts - units.front().pts, 20 * 40 * GST_MSECOND);
}

TEST_F(SourceTest, PlaysWhateverTheInstalledPluginsRead) {
  open({.source = File{film("film.avi",
                            "videotestsrc num-buffers=5 ! video/x-raw,width=160,height=120"
                            " ! jpegenc ! avimux ! filesink location=FILE")}});
  EXPECT_TRUE(until([&] { return camera_->statistics().frames >= 8; }));
}

TEST_F(SourceTest, ShowsAPhotoAsAFilmOfOneFrame) {
  open({.source = File{film("photo.jpg",
                            "videotestsrc num-buffers=1 ! video/x-raw,width=160,height=120"
                            " ! jpegenc ! filesink location=FILE")}});
  const auto start = loop_.now();
  EXPECT_TRUE(until([&] { return camera_->statistics().frames >= 3; }));
  EXPECT_GT(loop_.now() - start, 350ms);
  EXPECT_THAT(told<Lost>(), SizeIs(0));
}

TEST_F(SourceTest, SaysWhatIsWrongWithAFile) {
  const std::string path = folder_ / "no film.txt";
  std::ofstream{path} << "This is text and no film.";
  open({.source = File{path}});
  ASSERT_TRUE(until([&] { return !told<Lost>().empty(); }));
  EXPECT_FALSE(told<Lost>()[0].why.empty());
}

// It would have been played again and again without a word.
TEST_F(SourceTest, SaysThatAFileHoldsNoPicture) {
  open({.source = File{film("sound.webm",
                            "audiotestsrc num-buffers=18 ! opusenc ! webmmux"
                            " ! filesink location=FILE")}});
  ASSERT_TRUE(until([&] { return !told<Lost>().empty(); }));
  EXPECT_FALSE(told<Lost>()[0].why.empty());
}

TEST_F(SourceTest, ComesBackWhenWhatItNeedsIsThere) {
  const std::string path = folder_ / "later.webm";
  open({.source = File{path}});
  ASSERT_TRUE(until([&] { return !told<Lost>().empty(); }));
  EXPECT_EQ(told<Lost>()[0].why, path + " cannot be read: No such file or directory");
  std::filesystem::rename(short_film(), path);
  ASSERT_TRUE(until([&] { return !told<Back>().empty(); }));
  EXPECT_THAT(told<Lost>(), SizeIs(1));
  ASSERT_TRUE(until([&] { return !told<SourceChosen>().empty(); }));
  EXPECT_THAT(told<SourceChosen>(), ElementsAre(SourceChosen{"file:" + path}));
}

// A camera is unplugged in a call: viewers keep their feeds, wait, and see the picture again.
TEST_F(SourceTest, ViewersSeeACameraThatComesBackWithoutBeingMadeAnew) {
  open({.source = Described{std::string{live} + " ! identity name=plug error-after=10"}});
  watch();
  ASSERT_TRUE(until([&] { return told<Back>().size() >= 2; }));
  EXPECT_GE(told<Lost>().size(), 2U);
  EXPECT_THAT(told<Lost>()[0].why, HasSubstr("plug: "));
  EXPECT_THAT(told<SourceChosen>(), SizeIs(1));
  EXPECT_THAT(told<EncoderChosen>(), SizeIs(1));
  const auto units = viewer_->units();
  int gaps = 0;
  for (std::size_t i = 1; i < units.size(); ++i) {
    if (units[i].pts - units[i - 1].pts < 300 * GST_MSECOND) continue;
    ++gaps;
    EXPECT_TRUE(units[i].is_key_frame);
  }
  EXPECT_GE(gaps, 1);
}

TEST_F(SourceTest, ACameraThatGivesNoMoreFramesIsLost) {
  open({.source =
            Described{std::string{live} + ",width=320,height=240,format=I420 ! identity eos-after=5"
                                          " ! concat name=frozen appsrc ! frozen. frozen."}});
  ASSERT_TRUE(until([&] { return !told<SourceChosen>().empty(); }));
  const auto start = loop_.now();
  ASSERT_TRUE(until([&] { return !told<Lost>().empty(); }));
  EXPECT_THAT(told<Lost>()[0].why, EndsWith("gives no picture"));
  EXPECT_GT(loop_.now() - start, 1500ms);
  EXPECT_EQ(camera_->statistics().latest_age, std::nullopt);
  EXPECT_FALSE(camera_->snapshot());
}

TEST_F(SourceTest, ShowsTheTestPatternForAsLongAsThereIsNoCamera) {
  if (!v4l2_cameras().empty() || std::filesystem::exists("/dev/media0"))
    GTEST_SKIP() << "there is a camera";
  open({.source = Automatic{}});
  ASSERT_TRUE(until([&] { return !told<SourceChosen>().empty(); }));
  EXPECT_THAT(told<SourceChosen>(),
              ElementsAre(SourceChosen{"test pattern, because there is no camera"}));
}

TEST(V4l2CameraTest, SaysWhyADeviceIsNone) {
  EXPECT_EQ(v4l2_camera("/dev/video99").error(),
            "there is no /dev/video99: the camera is not connected");
  EXPECT_EQ(v4l2_camera("/dev/null").error(), "/dev/null is no camera");
  EXPECT_THAT(v4l2_camera("/").error(), HasSubstr("/ cannot be opened: "));
}

}  // namespace
}  // namespace portero::picture
