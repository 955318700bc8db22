#pragma once

#include <gst/video/video.h>

#include "io/media/picture/plane.hpp"

namespace portero::picture {

// The memory of an I420 frame for as long as this lives.
class MappedFrame {
 public:
  MappedFrame(GstBuffer& buffer, const GstCaps& caps, GstMapFlags access);
  ~MappedFrame();
  MappedFrame(const MappedFrame&) = delete;
  MappedFrame& operator=(const MappedFrame&) = delete;

  [[nodiscard]] bool is_mapped() const { return is_mapped_; }
  [[nodiscard]] Planes planes() const;
  // 0 to 255 instead of 16 to 235.
  [[nodiscard]] bool is_full_range() const;

 private:
  GstVideoFrame frame_{};
  bool is_mapped_ = false;
};

}  // namespace portero::picture
