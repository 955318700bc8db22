#include "core/events/from_fact.hpp"

#include <gmock/gmock.h>

#include "core/access/unlocks.hpp"

namespace portero::events {
namespace {

using namespace std::chrono_literals;
using testing::Eq;
using testing::Le;
using testing::Optional;

constexpr base::TimePoint started{1h};
constexpr Time noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 12h};
constexpr Moment now{started, noon};
constexpr call::CallId first{1};
const call::Party reception{call::Route::sip, "201"};
const call::Party ana{call::Route::webrtc, "ana"};
const access::Request press{.command = access::CommandId{{1}},
                            .run = access::RunId{7},
                            .issued = started,
                            .who = "201",
                            .way = access::Way::dial_key};

TEST(EventFromFact, SaysWhomThePressRang) {
  EXPECT_THAT(event_of(call::CallRequested{first, {reception, {call::Route::sip, "202"}}, true},
                       "f1-1", now),
              Eq(Event{.at = noon,
                       .kind = Kind::call_requested,
                       .call = "f1-1",
                       .who = "201, 202",
                       .how = "sip,webrtc"}));
}

TEST(EventFromFact, SaysWhyACallEnded) {
  const call::CallEnded ended{.call = first,
                              .direction = call::Direction::from_door,
                              .began = started,
                              .answered = {},
                              .ended = started,
                              .why = call::CallEnd::no_answer,
                              .parties = {},
                              .unlocks = 0};
  EXPECT_THAT(
      event_of(ended, "f1-1", now),
      Eq(Event{.at = noon, .kind = Kind::call_ended, .call = "f1-1", .outcome = "no_answer"}));
}

// UNL-6: each unlock with who, when, how and the outcome.
TEST(EventFromFact, SaysWhoOpenedTheDoorAndHow) {
  access::Unlocks unlocks{press.run};
  const auto decision = unlocks.decide(
      press, {.intercom_on = true, .in_call = true, .dial_key_on = true, .something_to_open = true},
      started);
  ASSERT_TRUE(std::holds_alternative<access::Granted>(decision));
  EXPECT_THAT(
      event_of(call::UnlockGranted{std::get<access::Granted>(decision), first}, "f1-1", now),
      Eq(Event{.at = noon,
               .kind = Kind::unlock_granted,
               .call = "f1-1",
               .who = "201",
               .how = "dial_key"}));
}

TEST(EventFromFact, SaysWhoWasRefusedAndWhy) {
  const call::UnlockRefused refused{{press, access::Why::outside_call}, std::nullopt};
  EXPECT_THAT(call_of(refused), Eq(std::nullopt));
  EXPECT_THAT(event_of(refused, "", now), Eq(Event{.at = noon,
                                                   .kind = Kind::unlock_refused,
                                                   .who = "201",
                                                   .how = "dial_key",
                                                   .outcome = "outside_call"}));
}

TEST(EventFromFact, SaysWhatThePanelAnswered) {
  EXPECT_THAT(event_of(call::PanelSettled{press.command, access::PanelOutcome::denied}, "", now),
              Eq(Event{.at = noon, .kind = Kind::panel_settled, .outcome = "denied"}));
}

TEST(EventFromFact, SaysWhyTheCredentialWasNotSent) {
  EXPECT_THAT(
      event_of(call::CredentialNotSent{press.command, access::CredentialFailure::lost}, "", now),
      Eq(Event{.at = noon, .kind = Kind::credential_not_sent, .outcome = "panel_lost"}));
}

TEST(EventFromFact, SaysWhyTheRelayStayed) {
  EXPECT_THAT(
      event_of(call::RelayStayed{press.command, access::RelayFailure::line_failed}, "", now),
      Eq(Event{.at = noon, .kind = Kind::relay_stayed, .outcome = "relay_line_failed"}));
}

TEST(EventFromFact, SaysWhoWasNotLetIn) {
  EXPECT_THAT(event_of(call::CallerRejected{ana, call::RejectReason::busy}, "", now),
              Eq(Event{.at = noon,
                       .kind = Kind::caller_rejected,
                       .who = "ana",
                       .how = "webrtc",
                       .outcome = "busy"}));
}

TEST(EventFromFact, KnowsTheCallOfWhatBelongsToOne) {
  EXPECT_THAT(call_of(call::CallRequested{first, {}}), Optional(first));
  EXPECT_THAT(call_of(call::OperatorLeft{first, ana}), Optional(first));
  EXPECT_THAT(call_of(call::BecameUnavailable{call::Outage::no_answer}), Eq(std::nullopt));
}

TEST(EventFromFact, StaysSmallWhoeverIsRung) {
  const std::vector crowd(500, call::Party{call::Route::sip, "sip:a.very.long.name@example.com"});
  EXPECT_THAT(bytes_of(event_of(call::CallRequested{first, crowd}, "f1-1", now)),
              Le(max_event_bytes));
}

}  // namespace
}  // namespace portero::events
