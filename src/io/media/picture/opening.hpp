#pragma once

#include <expected>
#include <string>

#include "io/media/picture/camera_settings.hpp"
#include "io/media/picture/v4l2_camera.hpp"

namespace portero::picture {

// One source as it is about to be opened.
struct Opening {
  std::string name;      // to tell people
  std::string pipeline;  // as gst-launch-1.0 reads it, up to raw video; begins with element source
  std::string property;  // of that element, which gets the value; empty: none
  std::string value;
  bool is_camera = false;
  bool is_live = true;              // its timestamps are of now
  bool frames_stand_alone = false;  // any of them may be left out before they are decoded
  bool is_test_pattern = false;
};

// What is there now for these settings. `a_camera_was_there`: then an automatic choice does not
// show the test pattern instead of it. A refusal is a sentence for people.
[[nodiscard]] std::expected<Opening, std::string> opening_of(const CameraSettings& settings,
                                                             bool a_camera_was_there);

// One that is known to be there.
[[nodiscard]] Opening opening_of(const V4l2Camera& camera, const CameraSettings& settings);
[[nodiscard]] Opening opening_of(const Libcamera& chosen, const CameraSettings& settings);

// Shows that no camera is there, or that none is wanted.
[[nodiscard]] Opening test_pattern(std::string name, const CameraSettings& settings);

}  // namespace portero::picture
