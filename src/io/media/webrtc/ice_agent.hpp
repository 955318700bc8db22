#pragma once

#include "io/media/webrtc/object.hpp"
#include "io/media/webrtc/settings.hpp"

typedef struct _GstElement GstElement;

namespace portero::webrtc {

// How webrtcbin may reach the browser. Before it leaves the state NULL.
void prepare_ice(GstElement* webrtcbin, const ViewerSettings& settings);

// The NiceAgent in webrtcbin.
[[nodiscard]] Object agent_of(GstElement* webrtcbin);

// Gives what TURN servers have allocated back to them; waits for that, but not for long. For the
// thread that ends the pipeline.
void release_relays(GObject* agent);

}  // namespace portero::webrtc
