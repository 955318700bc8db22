#pragma once

#include <vector>

#include "io/media/gst/owned.hpp"

namespace portero::webrtc {

// Those in webrtcbin, at any depth, that this factory made.
[[nodiscard]] std::vector<gst::Owned<GstElement>> elements_of(GstElement* webrtcbin,
                                                              const char* factory);

}  // namespace portero::webrtc
