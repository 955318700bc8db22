#include "io/door/simulated_relay.hpp"

#include <algorithm>

namespace portero::door {

SimulatedRelay::SimulatedRelay(loop::EventLoop& loop, Moved moved)
    : loop_(loop), timer_(loop), moved_(std::move(moved)) {}

void SimulatedRelay::pulse(const access::RelayPulse& pulse) {
  const bool was_open = is_open();
  const base::TimePoint wanted = loop_.now() + pulse.hold;
  until_ = until_ ? std::max(*until_, wanted) : wanted;
  timer_.start_at(*until_, [this] { fall_back(); });
  if (!was_open) moved_(true);
}

void SimulatedRelay::fall_back() {
  until_.reset();
  moved_(false);
}

}  // namespace portero::door
