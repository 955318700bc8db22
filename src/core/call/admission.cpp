#include <algorithm>

#include "base/overloaded.hpp"
#include "core/call/call.hpp"

namespace portero::call {

using base::OneOf;
using base::overloaded;

void Call::invited(const Invited& invitation) {
  if (const auto why = objection(invitation)) {
    record(CallerRejected{invitation.party, *why});
    act(Reject{invitation.invitation, *why});
    return;
  }
  const Leg leg{.id = leg_ids_.next(), .party = invitation.party, .heard = now_};
  act(Accept{invitation.invitation, leg.id});
  if (invitation.intent == Intent::watch && invitation.party.route == Route::webrtc)
    watch(leg);
  else
    join(leg);
}

std::optional<RejectReason> Call::objection(const Invited& invitation) const {
  if (invitation.party.route == Route::sip) {
    if (!policy_.sip) return RejectReason::switched_off;
    return sip_objection(*policy_.sip, invitation.party);
  }
  // The live picture can be had of an intercom that is off.
  if (invitation.intent == Intent::talk && !policy_.enabled()) return RejectReason::switched_off;
  if (!room_for_operator()) return RejectReason::full;
  return std::nullopt;
}

// CALL-5 comes first: an unlisted caller does not even learn whether somebody is at the door.
std::optional<RejectReason> Call::sip_objection(const SipPolicy& sip, const Party& caller) const {
  if (!sip.allowed_callers.empty() &&
      std::ranges::find(sip.allowed_callers, caller.name) == sip.allowed_callers.end())
    return RejectReason::forbidden;
  if (!sip.accept_incoming) return RejectReason::not_accepting;
  if (conversation_of(state_)) return RejectReason::busy;
  return std::nullopt;
}

bool Call::room_for_operator() const {
  const Conversation* conversation = conversation_of(state_);
  const std::size_t talking = conversation ? count(conversation->legs(), Route::webrtc) : 0;
  return talking + watchers_.size() < webrtc_legs;
}

// DSP-8: a call to the door is answered at once. One that comes while the door rings answers it.
void Call::join(const Leg& leg) {
  state_ = std::visit(
      overloaded{
          [&](OneOf<Disabled, Unavailable, Waiting> auto&) -> State {
            notice_.clear();
            const CallId call = call_ids_.next();
            act(SetFlow{leg.id, Flow::both});
            record(CallAnswered{call, Direction::to_door, leg.party});
            return Talking{Conversation{call, Direction::to_door, now_, leg, now_}};
          },
          [&](const Ringing& rings) -> State { return answered_by(rings.attempt(), leg); },
          [&](OneOf<Talking, Paused> auto& call) -> State {
            return join_conversation(std::move(call.conversation), leg);
          },
      },
      state_);
}

}  // namespace portero::call
