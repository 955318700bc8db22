#pragma once

#include <functional>
#include <optional>

#include "base/time.hpp"
#include "core/access/outputs.hpp"
#include "io/loop/event_loop.hpp"
#include "io/loop/timer.hpp"

namespace portero::door {

// A relay without the hardware (UNL-8): tells each of its movements.
class SimulatedRelay {
 public:
  // true: the contact is where it lets people in.
  using Moved = std::function<void(bool open)>;

  SimulatedRelay(loop::EventLoop& loop, Moved moved);

  // A pulse during another one makes it longer, never shorter.
  void pulse(const access::RelayPulse& pulse);
  [[nodiscard]] bool is_open() const { return until_.has_value(); }

 private:
  void fall_back();

  loop::EventLoop& loop_;
  loop::Timer timer_;
  Moved moved_;
  std::optional<base::TimePoint> until_;
};

}  // namespace portero::door
