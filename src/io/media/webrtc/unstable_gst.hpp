#pragma once

// GStreamer calls its WebRTC library unstable until somebody says that he knows.
#define GST_USE_UNSTABLE_API
#include <gst/webrtc/webrtc.h>  // IWYU pragma: export
