#include "tests/sim/door.hpp"

#include <algorithm>

namespace portero::sim {

bool Door::pulse(const access::RelayPulse& pulse) {
  if (sticks_) return false;
  pulsed_ = time_.now();
  until_ = std::max(until_.value_or(time_.now()), time_.now() + pulse.hold);
  time_.at(*until_, time_.cause(), [this] { maybe_fall_back(); });
  return true;
}

void Door::maybe_fall_back() {
  if (!until_ || *until_ > time_.now()) return;
  until_.reset();
  fell_back_(time_.now() - pulsed_);
}

}  // namespace portero::sim
