#include "io/media/picture/camera_settings.hpp"

#include <fmt/format.h>

namespace portero::picture {
namespace {

struct Bounded {
  std::string_view what;
  int value, least, most;
};

}  // namespace

std::expected<SourceChoice, std::string> source_of(std::string_view text) {
  const auto colon = text.find(':');
  const std::string_view kind = text.substr(0, colon);
  const std::string which{colon == text.npos ? "" : text.substr(colon + 1)};
  if (kind == "v4l2") return V4l2{which};
  if (kind == "libcamera") return Libcamera{which};
  if (kind == "file" && !which.empty()) return File{which};
  if (text == "auto") return Automatic{};
  if (text == "test") return TestPattern{};
  return std::unexpected{
      fmt::format("\"{}\" is no source of pictures; there are auto, v4l2, v4l2:DEVICE, libcamera, "
                  "libcamera:NAME, file:PATH and test",
                  text)};
}

std::expected<void, std::string> check(const CameraSettings& settings) {
  constexpr PictureLimits limits = picture_limits;
  if (settings.width % 2 != 0 || settings.height % 2 != 0)
    return std::unexpected{fmt::format("a picture of {} x {} has an odd side; both have to be even",
                                       settings.width, settings.height)};
  const Bounded all[] = {
      {"width", settings.width, limits.min_side, limits.max_width},
      {"height", settings.height, limits.min_side, limits.max_height},
      {"frame rate", settings.fps, limits.min_fps, limits.max_fps},
      {"bit rate", settings.kbps, limits.min_kbps, limits.max_kbps},
  };
  for (const auto& [what, value, least, most] : all)
    if (value < least || value > most)
      return std::unexpected{
          fmt::format("the {} is {}; it may be {} to {}", what, value, least, most)};
  return {};
}

}  // namespace portero::picture
