#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <variant>

namespace portero::picture {

// The first camera there is, and the test pattern for as long as there is none.
struct Automatic {
  bool operator==(const Automatic&) const = default;
};
struct V4l2 {
  std::string device;  // "/dev/video0"; empty: the first that is a camera

  bool operator==(const V4l2&) const = default;
};
struct Libcamera {
  std::string camera;  // as libcamera calls it; empty: its first

  bool operator==(const Libcamera&) const = default;
};
// Played again and again.
struct File {
  std::string path;

  bool operator==(const File&) const = default;
};
struct TestPattern {
  bool operator==(const TestPattern&) const = default;
};
// As gst-launch-1.0 reads it, up to where raw video comes out. No text of a setting becomes this
// one, because such a line can do anything.
struct Described {
  std::string pipeline;

  bool operator==(const Described&) const = default;
};
using SourceChoice = std::variant<Automatic, V4l2, Libcamera, File, TestPattern, Described>;

// "auto", "v4l2", "v4l2:/dev/video0", "libcamera", "libcamera:NAME", "file:PATH" or "test".
[[nodiscard]] std::expected<SourceChoice, std::string> source_of(std::string_view text);

struct CameraSettings {
  SourceChoice source;
  int width = 640;
  int height = 480;
  int fps = 25;
  int kbps = 1000;
  std::string name;          // of the station, written into the test pattern
  std::string h264_encoder;  // the GStreamer element that has to be taken; empty: the best there is
};

struct PictureLimits {
  int min_side = 96, max_width = 1920, max_height = 1080;  // pixels, even
  int min_fps = 1, max_fps = 60;
  int min_kbps = 30, max_kbps = 20'000;
};
inline constexpr PictureLimits picture_limits;

// What is wrong with them, as a sentence.
[[nodiscard]] std::expected<void, std::string> check(const CameraSettings& settings);

}  // namespace portero::picture
