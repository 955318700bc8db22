#include "core/call/call.hpp"
#include "core/call/liveness.hpp"

namespace portero::call {
namespace {

void earliest(std::optional<base::Deadline>& first, std::optional<base::TimePoint> at,
              std::string_view reason) {
  if (at && (!first || *at < first->at)) first = base::Deadline{*at, reason};
}

}  // namespace

std::optional<base::Deadline> Call::next_deadline() const {
  std::optional<base::Deadline> first = unlocking_.next_deadline();
  earliest(first, notice_.until(), "notice shown");
  earliest(first, next_check(watchers_, policy_.vanish_timeout), "watcher silent");
  if (const Attempt* ringing = attempt_of(state_)) {
    earliest(first, ringing->asked_until, "ring time-out");
    if (!ringing->legs.empty()) earliest(first, ringing->began + longest_ring, "longest ring");
    if (ringing->unreachable_since)
      earliest(first, *ringing->unreachable_since + route_grace, "routes lost");
  }
  if (const Conversation* conversation = conversation_of(state_))
    earliest(first, next_check(conversation->legs(), policy_.vanish_timeout), "far side silent");
  return first;
}

}  // namespace portero::call
