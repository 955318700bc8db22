#pragma once

#include <functional>

#include <gst/gst.h>

#include "core/media/motion.hpp"
#include "io/media/picture/plane.hpp"

namespace portero::picture {

// Looks at a few of the camera's frames a second for somebody who moves; keeps no picture but a
// thumbnail.
class MotionWatch {
 public:
  // Tells on the thread that takes.
  explicit MotionWatch(std::function<void()> moved) : moved_(std::move(moved)) {}

  void take(GstSample& frame);

 private:
  std::function<void()> moved_;
  media::Motion motion_;
};

// Of a few pixels of each cell.
[[nodiscard]] media::Thumbnail thumbnail_of(const Plane& brightness);

}  // namespace portero::picture
