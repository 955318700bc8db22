#include "io/media/picture/opening.hpp"

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

#include "base/overloaded.hpp"
#include "io/media/gst/pipeline.hpp"

namespace portero::picture {
namespace {

using Result = std::expected<Opening, std::string>;

Result of(const V4l2& chosen, const CameraSettings& settings) {
  if (!gst::has_element("v4l2src"))
    return std::unexpected{"GStreamer's plugin for V4L2 cameras is not installed"};
  if (!chosen.device.empty()) {
    const auto camera = v4l2_camera(chosen.device);
    if (!camera) return std::unexpected{camera.error()};
    return opening_of(*camera, settings);
  }
  const auto cameras = v4l2_cameras();
  if (cameras.empty()) return std::unexpected{"no V4L2 camera is connected"};
  return opening_of(cameras.front(), settings);
}

Result of(const Libcamera& chosen, const CameraSettings& settings) {
  if (!gst::has_element("libcamerasrc"))
    return std::unexpected{"GStreamer's plugin for libcamera is not installed"};
  return opening_of(chosen, settings);
}

Result of(const File& chosen, const CameraSettings&) {
  if (access(chosen.path.c_str(), R_OK) != 0)
    return std::unexpected{
        fmt::format("{} cannot be read: {}", chosen.path, std::generic_category().message(errno))};
  return Opening{.name = "file:" + chosen.path,
                 .pipeline = "filesrc name=source ! decodebin",
                 .property = "location",
                 .value = chosen.path,
                 .is_live = false};
}

// libcamera's cameras hang off a media controller. Asking libcamera itself starts its threads.
bool may_have_libcamera() {
  std::error_code no_matter;
  return std::filesystem::exists("/dev/media0", no_matter) && gst::has_element("libcamerasrc");
}

Result automatic(const CameraSettings& settings, bool a_camera_was_there) {
  if (auto camera = of(V4l2{}, settings)) return camera;
  if (may_have_libcamera()) return of(Libcamera{}, settings);
  if (a_camera_was_there) return std::unexpected{"the camera is not connected any more"};
  return test_pattern("test pattern, because there is no camera", settings);
}

}  // namespace

Opening opening_of(const V4l2Camera& camera, const CameraSettings& settings) {
  const std::string size = fmt::format("width={},height={}", settings.width, settings.height);
  const std::string fast_enough = fmt::format("framerate=(fraction)[{}/1,max]", settings.fps);
  // The first one has to leave nothing open: v4l2src takes what is nearest to it.
  return {.name = fmt::format("{} ({})", camera.device, camera.card),
          .pipeline = fmt::format("v4l2src name=source ! capsfilter caps=\"video/x-raw,{0},"
                                  "framerate={1}/1; video/x-raw,{0},{2}; image/jpeg,{0},{2};"
                                  " video/x-raw,{0}; image/jpeg,{0}; video/x-raw; image/jpeg\""
                                  " ! decodebin",
                                  size, settings.fps, fast_enough),
          .property = "device",
          .value = camera.device,
          .is_camera = true,
          .frames_stand_alone = true};
}

Opening opening_of(const Libcamera& chosen, const CameraSettings& settings) {
  return {.name = chosen.camera.empty() ? "libcamera" : "libcamera " + chosen.camera,
          .pipeline = fmt::format("libcamerasrc name=source ! video/x-raw,width={},height={}",
                                  settings.width, settings.height),
          .property = chosen.camera.empty() ? "" : "camera-name",
          .value = chosen.camera,
          .is_camera = true,
          .frames_stand_alone = true};
}

Opening test_pattern(std::string name, const CameraSettings& settings) {
  return {.name = std::move(name),
          .pipeline = fmt::format("videotestsrc name=source is-live=true pattern=black"
                                  " ! video/x-raw,format=I420,width={},height={},framerate={}/1",
                                  settings.width, settings.height, settings.fps),
          .frames_stand_alone = true,
          .is_test_pattern = true};
}

std::expected<Opening, std::string> opening_of(const CameraSettings& settings,
                                               bool a_camera_was_there) {
  return std::visit(
      base::overloaded{
          [&](const Automatic&) { return automatic(settings, a_camera_was_there); },
          [&](const TestPattern&) { return Result{test_pattern("test pattern", settings)}; },
          [&](const Described& chosen) {
            return Result{Opening{.name = chosen.pipeline, .pipeline = chosen.pipeline}};
          },
          [&](const auto& chosen) { return of(chosen, settings); }},
      settings.source);
}

}  // namespace portero::picture
