#pragma once

#include "core/door/pulse.hpp"

namespace portero::relay {

// Keeps all memory of the process where no disk is needed to reach it, and lets it run before
// whatever is not as urgent, as far as it is permitted to (RLIMIT_MEMLOCK, RLIMIT_RTPRIO).
[[nodiscard]] door::Ready become_realtime();

}  // namespace portero::relay
