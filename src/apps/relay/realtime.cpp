#include "apps/relay/realtime.hpp"

#include <sched.h>

#include <sys/mman.h>

namespace portero::relay {

door::Ready become_realtime() {
  const sched_param urgent{.sched_priority = realtime_priority};
  return {.memory_locked = ::mlockall(MCL_CURRENT | MCL_FUTURE) == 0,
          .realtime = ::sched_setscheduler(0, SCHED_FIFO, &urgent) == 0};
}

}  // namespace portero::relay
