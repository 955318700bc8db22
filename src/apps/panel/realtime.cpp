#include "apps/panel/realtime.hpp"

#include <pthread.h>
#include <sched.h>

#include <sys/mman.h>

namespace portero::wiring {

void keep_stacks_small() {
  constexpr std::size_t stack_bytes = std::size_t{256} * 1024;
  pthread_attr_t attributes{};
  ::pthread_attr_init(&attributes);
  if (::pthread_attr_setstacksize(&attributes, stack_bytes) == 0)
    ::pthread_setattr_default_np(&attributes);
  ::pthread_attr_destroy(&attributes);
}

void become_realtime(panel::Ready& ready) {
  const sched_param urgent{.sched_priority = realtime_priority};
  ready.memory_locked = ::mlockall(MCL_CURRENT) == 0;
  ready.realtime = ::sched_setscheduler(0, SCHED_FIFO, &urgent) == 0;
}

}  // namespace portero::wiring
