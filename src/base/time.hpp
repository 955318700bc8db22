#pragma once

#include <chrono>
#include <string_view>

namespace portero::base {

using Duration = std::chrono::microseconds;

// Names the time line of a process; has no now(), so that whoever wants the time is given it. The
// shell maps a monotonic clock onto it, a simulation counts it by itself.
struct ProcessClock {
  using duration = Duration;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<ProcessClock, duration>;
  static constexpr bool is_steady = true;
};

using TimePoint = ProcessClock::time_point;

// When a core wants to be asked again, and the reason for logs and traces.
struct Deadline {
  TimePoint at;
  std::string_view reason;

  bool operator==(const Deadline&) const = default;
};

}  // namespace portero::base
