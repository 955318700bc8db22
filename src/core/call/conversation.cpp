#include "core/call/conversation.hpp"

#include "base/assert.hpp"

namespace portero::call {

Conversation::Conversation(CallId call, Direction direction, base::TimePoint began, Leg first,
                           base::TimePoint now)
    : call_(call), direction_(direction), began_(began), answered_(now) {
  add(std::move(first));
}

void Conversation::add(Leg leg) {
  const std::size_t room = leg.party.route == Route::sip ? sip_legs : webrtc_legs;
  PORTERO_ASSERT(count(legs_, leg.party.route) < room, "more legs than a call may have");
  if (parties_.size() < parties_named && std::ranges::find(parties_, leg.party) == parties_.end())
    parties_.push_back(leg.party);
  legs_.push_back(std::move(leg));
}

bool Conversation::all_held() const {
  return std::ranges::all_of(legs_, [](const Leg& leg) { return leg.held; });
}

CallEnded Conversation::ended(CallEnd why, base::TimePoint now) const {
  return {call_, direction_, began_, answered_, now, why, parties_, unlocks_};
}

}  // namespace portero::call
