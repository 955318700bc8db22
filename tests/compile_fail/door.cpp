// Mistakes that must not compile, one for each value of CASE. Case 0 is the correct use, which
// must. What the compiler has to say of each stands in CMakeLists.txt.
#include "core/access/card_formats.hpp"
#include "core/access/unlocks.hpp"
#include "core/call/call.hpp"

namespace portero {

[[maybe_unused]] void use(const access::Granted& grant, const access::Request& request,
                          call::LegId leg, call::InvitationId invitation,
                          const call::Leg& connected, const access::ReaderFormat& of_a_card,
                          base::TimePoint now) {
#if CASE == 0
  (void)call::PulseDoor{grant, access::RelayPulse{}};
  (void)call::StopLeg{leg, call::StopReason::call_over};
  (void)call::Reject{invitation, call::RejectReason::busy};
  (void)call::KeyPressed{leg, dtmf::key_zero, request.command};
  (void)call::Conversation{call::CallId{1}, call::Direction::to_door, now, connected, now};
  (void)call::UnlockRequested{.command = request.command,
                              .run = request.run,
                              .issued = now,
                              .who = "ana",
                              .way = access::Click::console,
                              .leg = std::nullopt};
#elif CASE == 1   // a pulse without a grant
  (void)call::PulseDoor{access::RelayPulse{}};
#elif CASE == 2   // a grant that nobody gave
  (void)access::Granted{request};
#elif CASE == 3   // hanging up somebody who was never let in
  (void)call::StopLeg{invitation, call::StopReason::call_over};
#elif CASE == 4   // refusing somebody who is in already
  (void)call::Reject{leg, call::RejectReason::busy};
#elif CASE == 5   // a call with nobody in it
  (void)call::Conversation{call::CallId{1}, call::Direction::to_door, now, now};
#elif CASE == 6   // talking without a call
  (void)call::State{call::Talking{}};
#elif CASE == 7   // a core that reads the clock
  (void)base::TimePoint::clock::now();
#elif CASE == 8   // a key that no telephone has
  (void)call::KeyPressed{leg, 'x', request.command};
#elif CASE == 9   // an unlock credential in a format that only cards have
  (void)access::UnlockFormat{of_a_card};
#elif CASE == 10  // a click that passes for a key
  (void)call::UnlockRequested{.command = request.command,
                              .run = request.run,
                              .issued = now,
                              .who = "ana",
                              .way = access::Way::dial_key,
                              .leg = leg};
#elif CASE == 11  // a state in which nobody is rung and the display says that it rings
  (void)call::State{call::Ringing{call::Attempt{.call = call::CallId{1}, .began = now}}};
#endif
}

}  // namespace portero
