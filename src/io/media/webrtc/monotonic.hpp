#pragma once

#include <glib.h>

#include "base/time.hpp"

namespace portero::webrtc {

// The time line of loop::EventLoop::now(), in any thread.
inline base::TimePoint monotonic_now() {
  return base::TimePoint{base::Duration{g_get_monotonic_time()}};
}

}  // namespace portero::webrtc
