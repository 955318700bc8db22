#pragma once

#include "io/media/webrtc/settings.hpp"

typedef struct _GstElement GstElement;

namespace portero::webrtc {

// How webrtcbin may reach the browser. Before it leaves the state NULL.
void prepare_ice(GstElement* webrtcbin, const ViewerSettings& settings);

}  // namespace portero::webrtc
