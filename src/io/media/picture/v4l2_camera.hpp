#pragma once

#include <expected>
#include <string>
#include <vector>

namespace portero::picture {

struct V4l2Camera {
  std::string device;  // "/dev/video0"
  std::string card;    // as its driver calls it

  bool operator==(const V4l2Camera&) const = default;
};

// Opens the device to ask it. A device that is no camera, or one whose pictures nobody here can
// read (bare sensors, which libcamera knows how to run), is refused with the reason.
[[nodiscard]] std::expected<V4l2Camera, std::string> v4l2_camera(const std::string& device);

// In the order of their numbers.
[[nodiscard]] std::vector<V4l2Camera> v4l2_cameras();

}  // namespace portero::picture
