#include "io/media/gst/plugins.hpp"

#include <filesystem>
#include <optional>

#include <gmock/gmock.h>

#include "io/media/gst/pipeline.hpp"

namespace portero::gst {
namespace {

using namespace std::chrono_literals;

class PluginsTest : public testing::Test {
 protected:
  PluginsTest() { start(); }

  // What went wrong before the stream's end.
  Failure plays(const std::string& description) {
    std::optional<Failure> failure;
    bool ended = false;
    auto pipeline = Pipeline::parse(
        loop_, description,
        {.failed = [&](const Failure& why) { failure = why; },
         .message =
             [&](GstMessage& told) { ended |= GST_MESSAGE_TYPE(&told) == GST_MESSAGE_EOS; }});
    if (!pipeline) return pipeline.error();
    if (const auto played = pipeline->play(); !played) return played.error();
    if (!loop_.run_until([&] { return ended || failure; }, 10s)) return "no end";
    return failure.value_or("");
  }

  loop::EventLoop loop_;
};

TEST_F(PluginsTest, AreLoadedWhenAnElementIsNamed) {
  const auto is_known = [] {
    return Owned<GstElementFactory>{gst_element_factory_find("theoradec")} != nullptr;
  };
  if (is_known()) GTEST_SKIP() << "another test of this process has named filesrc";
  load_plugins_of("videotestsrc ! fakesink");
  EXPECT_FALSE(is_known());
  load_plugins_of("filesrc name=source\n! decodebin");
  EXPECT_TRUE(is_known());
}

TEST_F(PluginsTest, AreThoseOfEachElementThatNeedsNoHardware) {
  for (const char* const element :
       {"appsink", "capssetter", "videoscale", "v4l2src", "libcamerasrc", "x264enc", "openh264enc",
        "vp8enc", "h264parse", "opusdec", "rtph264pay", "rtpvp8pay", "rtpopusdepay", "rtpbin",
        "multiudpsink", "srtpenc", "dtlssrtpdec", "webrtcbin"})
    EXPECT_NE(made(element), nullptr) << element;
  EXPECT_EQ(made("nosuchelement"), nullptr);
}

TEST_F(PluginsTest, OfDecodebinPlayFilms) {
  const std::string film =
      std::filesystem::temp_directory_path() / ("portero-plugins-test-" + std::to_string(getpid()));
  load_plugins_of("filesrc decodebin vp8enc x264enc");
  load_plugin("y4menc");
  const std::string picture =
      "videotestsrc num-buffers=5 ! video/x-raw,format=I420,width=160,height=120 ! ";
  for (const char* const format : {"vp8enc ! webmmux", "x264enc ! h264parse ! mp4mux",
                                   "jpegenc ! avimux", "pngenc", "y4menc"}) {
    EXPECT_EQ(plays(picture + (std::string_view{format} == "pngenc" ? "videoconvert ! " : "") +
                    format + " ! filesink location=" + film),
              "")
        << format;
    EXPECT_EQ(plays("filesrc location=" + film + " ! decodebin ! fakesink"), "") << format;
    std::filesystem::remove(film);
  }
}

}  // namespace
}  // namespace portero::gst
