#pragma once

#include <gst/gst.h>

#include "io/media/gst/owned.hpp"

namespace portero::picture {

// The same memory at another time, without a decoding time.
[[nodiscard]] inline gst::OwnedMini<GstBuffer> retimed(GstBuffer& buffer, GstClockTime time) {
  gst::OwnedMini<GstBuffer> copy{gst_buffer_copy(&buffer)};
  GST_BUFFER_PTS(copy.get()) = time;
  GST_BUFFER_DTS(copy.get()) = GST_CLOCK_TIME_NONE;
  return copy;
}

}  // namespace portero::picture
