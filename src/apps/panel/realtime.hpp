#pragma once

#include "core/panel/message.hpp"

namespace portero::wiring {

// Of SCHED_FIFO: above threaded interrupts (50), and below portero-relay, which is short.
inline constexpr int realtime_priority = 55;

// Of the threads that begin from now on: 8 MB each would be kept in memory with the rest.
void keep_stacks_small();

// Lets the calling thread run before whatever is not as urgent, as far as it is permitted to
// (RLIMIT_RTPRIO), and keeps the memory that the process has by now where no disk is needed to
// reach it (RLIMIT_MEMLOCK).
void become_realtime(panel::Ready& ready);

}  // namespace portero::wiring
