#pragma once

#include "core/door/pulse.hpp"

namespace portero::relay {

// Of SCHED_FIFO: above threaded interrupts (50), so that no device's work comes first.
inline constexpr int realtime_priority = 60;

// Keeps all memory of the process where no disk is needed to reach it, and lets it run before
// whatever is not as urgent, as far as it is permitted to (RLIMIT_MEMLOCK, RLIMIT_RTPRIO).
[[nodiscard]] door::Ready become_realtime();

}  // namespace portero::relay
