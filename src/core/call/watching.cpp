#include "core/call/call.hpp"
#include "core/call/liveness.hpp"

namespace portero::call {

void Call::watch(const Leg& leg) {
  watchers_.push_back(leg);
  act(SetFlow{leg.id, Flow::preview});
}

void Call::check_watchers() {
  for (const Leg& leg : take_vanished(watchers_, policy_.vanish_timeout, now_))
    act(StopLeg{leg.id, StopReason::far_side_vanished});
  for (const LegId leg : take_unprobed(watchers_, policy_.vanish_timeout, now_)) act(ProbeLeg{leg});
}

}  // namespace portero::call
