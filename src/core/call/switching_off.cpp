#include "base/overloaded.hpp"
#include "core/call/call.hpp"

namespace portero::call {

using base::OneOf;
using base::overloaded;

State Call::stop_what_is_off(State state) {
  return std::visit(
      overloaded{
          [&](OneOf<Disabled, Unavailable, Waiting> auto&) -> State { return rest(); },
          [&](const Ringing& rings) -> State {
            Attempt ringing = rings.attempt();
            if (!policy_.enabled())
              return give_up(ringing, StopReason::switched_off, CallEnd::switched_off);
            if (ringing.outcome == CallEnd::failed) ringing.outcome = CallEnd::switched_off;
            std::erase_if(ringing.legs, [&](const RingingLeg& leg) {
              if (policy_.admits(leg.party.route)) return false;
              act(StopLeg{leg.id, StopReason::switched_off});
              return true;
            });
            if (ringing.asked_until && !policy_.webrtc) {
              act(StopAsking{ringing.call, std::nullopt});
              ringing.asked_until.reset();
            }
            return go_on_ringing(ringing);
          },
          [&](OneOf<Talking, Paused> auto& call) -> State {
            std::erase_if(call.conversation.legs(), [&](const Leg& leg) {
              if (policy_.admits(leg.party.route)) return false;
              act(StopLeg{leg.id, StopReason::switched_off});
              record(OperatorLeft{call.conversation.call(), leg.party});
              return true;
            });
            return go_on_talking(std::move(call.conversation), CallEnd::switched_off);
          },
      },
      state);
}

}  // namespace portero::call
