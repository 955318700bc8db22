// The nine arrows of docs/life-of-a-call.md, walked in their order with the cores alone: no socket,
// no thread, no clock. What a later core will do between two arrows (SIP, signaling, events) is
// here what its shell would tell the call.
#include <chrono>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/call/call.hpp"
#include "core/dtmf/key_presses.hpp"

namespace portero::call {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

const Party reception{Route::sip, "101"};
const Party workshop{Route::sip, "102"};
constexpr LegId reception_leg{1};
constexpr LegId workshop_leg{2};
constexpr CallId first_call{1};
constexpr access::RunId this_run{7};
constexpr access::CommandId wish{{1, 2, 3}};

access::RelayPulse relay() { return {.hold = 3s}; }

access::CredentialOutput credential() {
  return {.bits = *access::Bits::from_text("10000000000000000000000001"), .feedback_timeout = 3s};
}

Policy policy() {
  Policy policy;
  policy.sip = SipPolicy{.extensions = {reception.name, workshop.name}};
  policy.webrtc = WebrtcPolicy{Ask::operators};
  policy.outputs = {.relay = relay(), .credential = credential()};
  return policy;
}

// Actions that need a Granted cannot be made by a test, so they are looked at.
template <class Action>
std::vector<Action> only(const Actions& actions) {
  std::vector<Action> found;
  for (const auto& action : actions)
    if (const auto* one = std::get_if<Action>(&action)) found.push_back(*one);
  return found;
}

template <class Wanted>
std::size_t place_of(const Actions& actions) {
  for (std::size_t i = 0; i < actions.size(); ++i)
    if (std::holds_alternative<Wanted>(actions[i])) return i;
  return actions.size();
}

Show shows(Screen screen) { return {screen, std::nullopt}; }

// A packet, the same packet again, and the INFO of the same press.
std::vector<dtmf::Key> keys_of_one_press(base::TimePoint now) {
  const dtmf::Rfc4733Event packet{dtmf::key_zero, 42, 8000, 160};
  const std::vector<dtmf::KeyReport> reports{packet, packet, dtmf::InfoKey{dtmf::key_zero}};
  dtmf::KeyPresses presses;
  std::vector<dtmf::Key> keys;
  for (const dtmf::KeyReport& report : reports)
    if (const auto key = presses.handle(report, now += 20ms)) keys.push_back(*key);
  return keys;
}

TEST(LifeOfACall, GoesFromTheButtonToTheGoodbye) {
  Call call{this_run, policy()};
  base::TimePoint now{};
  const auto happens = [&](base::Duration later, const Input& input) {
    now += later;
    return call.handle(input, now);
  };
  ASSERT_THAT(happens(0s, RouteUp{Route::sip}), Contains(Action{shows(Screen::waiting)}));
  ASSERT_THAT(happens(0s, RouteUp{Route::webrtc}), IsEmpty());

  // 1 The visitor presses. 2 Whom to ring. 3a A SIP leg for each phone. 3b Operators are asked.
  EXPECT_THAT(happens(5s, ButtonPressed{}),
              ElementsAre(Record{CallRequested{first_call, {reception, workshop}, true}},
                          StartLeg{reception_leg, reception}, StartLeg{workshop_leg, workshop},
                          AskToJoin{first_call, Ask::operators, ""}, shows(Screen::ringing)));

  // 4 Picture and sound: the picture flows to a phone that rings, before anybody answers.
  EXPECT_THAT(happens(50ms, LegProgressed{reception_leg, true}),
              ElementsAre(SetFlow{reception_leg, Flow::preview}));

  // 5 An operator answers: the others stop, both sides hear each other.
  EXPECT_THAT(happens(4s, LegAnswered{reception_leg}),
              ElementsAre(StopLeg{workshop_leg, StopReason::answered_elsewhere},
                          StopAsking{first_call, reception}, SetFlow{reception_leg, Flow::both},
                          Record{CallAnswered{first_call, Direction::from_door, reception}},
                          shows(Screen::in_call)));

  // 6 The operator asks to open: one key press, whatever carries it and however often.
  now += 3s;
  const auto keys = keys_of_one_press(now);
  ASSERT_THAT(keys, ElementsAre(dtmf::key_zero));

  // 7 The door opens: granted, on record first, then the relay and the credential.
  const Actions opened = happens(0s, KeyPressed{reception_leg, keys[0], wish});
  const auto pulses = only<PulseDoor>(opened);
  const auto credentials = only<SendCredential>(opened);
  ASSERT_EQ(pulses.size(), 1U);
  ASSERT_EQ(credentials.size(), 1U);
  EXPECT_EQ(pulses[0].command(), wish);
  EXPECT_EQ(pulses[0].pulse(), relay());
  EXPECT_EQ(credentials[0].credential(), credential());
  EXPECT_LT(place_of<Record>(opened), place_of<PulseDoor>(opened));
  EXPECT_THAT(opened, Contains(Action{UnlockAnswer{wish, access::AwaitingPanel{}}}));
  EXPECT_THAT(opened, Contains(Action{shows(Screen::access_pending)}));

  // 8 The panel answers, the display tells.
  EXPECT_THAT(happens(400ms, PanelAnswered{true}),
              ElementsAre(Record{PanelSettled{wish, access::PanelOutcome::granted}},
                          UnlockAnswer{wish, access::PanelOutcome::granted},
                          shows(Screen::access_granted)));
  EXPECT_THAT(happens(3s, TimePassed{}), ElementsAre(shows(Screen::in_call)));

  // 9 It is remembered: the whole call, with its times, who was in it and how often it opened.
  const Actions goodbye = happens(1s, LegEnded{reception_leg, LegEnd::hung_up});
  EXPECT_THAT(goodbye, ElementsAre(Record{OperatorLeft{first_call, reception}},
                                   Record{CallEnded{.call = first_call,
                                                    .direction = Direction::from_door,
                                                    .began = base::TimePoint{} + 5s,
                                                    .answered = base::TimePoint{} + 9s + 50ms,
                                                    .ended = now,
                                                    .why = CallEnd::operator_hung_up,
                                                    .parties = {reception},
                                                    .unlocks = 1}},
                                   shows(Screen::ended)));
  EXPECT_THAT(happens(2s, TimePassed{}), ElementsAre(shows(Screen::waiting)));
  EXPECT_EQ(call.next_deadline(), std::nullopt);
}

}  // namespace
}  // namespace portero::call
