#pragma once

#include <functional>
#include <optional>

#include "core/access/outputs.hpp"
#include "tests/sim/timeline.hpp"

namespace portero::sim {

// The relay and its driver, which ends each pulse by itself: it is no part of the station's process
// and survives it.
class Door {
 public:
  // held: since the last pulse began.
  using FellBack = std::function<void(base::Duration held)>;

  Door(Timeline& time, FellBack fell_back) : time_(time), fell_back_(std::move(fell_back)) {}

  // A pulse during another one makes it longer. False where the relay does not move for it.
  [[nodiscard]] bool pulse(const access::RelayPulse& pulse);

  void stick(bool sticks) { sticks_ = sticks; }

 private:
  void maybe_fall_back();

  Timeline& time_;
  FellBack fell_back_;
  bool sticks_ = false;
  base::TimePoint pulsed_;
  std::optional<base::TimePoint> until_;
};

}  // namespace portero::sim
