#include "io/media/picture/mapped_frame.hpp"

namespace portero::picture {

MappedFrame::MappedFrame(GstBuffer& buffer, const GstCaps& caps, GstMapFlags access) {
  GstVideoInfo info;
  is_mapped_ = gst_video_info_from_caps(&info, &caps) != FALSE &&
               GST_VIDEO_INFO_FORMAT(&info) == GST_VIDEO_FORMAT_I420 &&
               gst_video_frame_map(&frame_, &info, &buffer, access) != FALSE;
}

MappedFrame::~MappedFrame() {
  if (is_mapped_) gst_video_frame_unmap(&frame_);
}

Planes MappedFrame::planes() const {
  const auto plane = [this](guint index) {
    return Plane{static_cast<std::uint8_t*>(GST_VIDEO_FRAME_COMP_DATA(&frame_, index)),
                 GST_VIDEO_FRAME_COMP_STRIDE(&frame_, index),
                 GST_VIDEO_FRAME_COMP_WIDTH(&frame_, index),
                 GST_VIDEO_FRAME_COMP_HEIGHT(&frame_, index)};
  };
  return {.y = plane(0), .u = plane(1), .v = plane(2)};
}

bool MappedFrame::is_full_range() const {
  return frame_.info.colorimetry.range == GST_VIDEO_COLOR_RANGE_0_255;
}

}  // namespace portero::picture
