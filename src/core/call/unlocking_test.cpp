#include <algorithm>
#include <type_traits>

#include "core/call/scenario.hpp"

namespace portero::call {
namespace {

using access::AwaitingPanel;
using access::CredentialFailure;
using access::NotOpened;
using access::Opened;
using access::PanelOutcome;
using access::RelayFailure;
using access::Way;
using access::Why;

static_assert(!std::is_constructible_v<PulseDoor, access::RelayPulse>,
              "a door could be opened without a grant");
static_assert(!std::is_constructible_v<SendCredential, access::CredentialOutput>,
              "a credential could be sent without a grant");
static_assert(!std::is_default_constructible_v<PulseDoor>, "a grant could be made up");

const dtmf::Key zero = dtmf::key_zero;
const dtmf::Key five = *dtmf::Key::from_character('5');

std::optional<std::size_t> place_of(const Actions& actions, auto is) {
  const auto found = std::ranges::find_if(actions, is);
  if (found == actions.end()) return std::nullopt;
  return static_cast<std::size_t>(found - actions.begin());
}

class DialKeyTest : public Scenario {};

// A relay process that hung was killed, the log said so, and the operator and the visitor were told
// that the door had opened: he went on talking while she pulled at it.
TEST_F(DialKeyTest, ARelayThatDidNotMoveIsTold) {
  const LegId leg = talk();
  happens(KeyPressed{leg, zero, command(1)});
  EXPECT_THAT(happens(RelayFailed{command(1), RelayFailure::lost}),
              ElementsAre(Record{RelayStayed{command(1), RelayFailure::lost}},
                          UnlockAnswer{command(1), NotOpened{RelayFailure::lost}},
                          Show{Screen::access_denied}));
  EXPECT_THAT(happens(RelayFailed{command(1), RelayFailure::lost}), IsEmpty());
  wait(access_shown);
  EXPECT_EQ(screen(), Screen::in_call);
}

TEST_F(DialKeyTest, WhoAsksAgainIsToldThatTheRelayDidNotMove) {
  const LegId leg = talk();
  happens(KeyPressed{leg, zero, command(1)});
  happens(RelayFailed{command(1), RelayFailure::lost});
  EXPECT_THAT(happens(KeyPressed{leg, zero, command(1)}),
              ElementsAre(UnlockAnswer{command(1), NotOpened{RelayFailure::lost}}));
}

TEST_F(DialKeyTest, ARelayThatFailsForNobodyMeansNothing) {
  const LegId leg = talk();
  EXPECT_THAT(happens(RelayFailed{command(1), RelayFailure::lost}), IsEmpty());
  happens(KeyPressed{leg, five, command(2)});
  EXPECT_THAT(happens(RelayFailed{command(2), RelayFailure::lost}), IsEmpty());
}

TEST_F(DialKeyTest, OpensTheDoorAndTellsEverybody) {
  const LegId leg = talk();
  const Actions actions = happens(KeyPressed{leg, zero, command(1)});
  ASSERT_EQ(actions.size(), 4U);
  const auto granted = recorded<UnlockGranted>(actions);
  EXPECT_EQ(granted->grant.request(),
            (access::Request{command(1), this_run, now_, reception.name, Way::dial_key}));
  EXPECT_EQ(granted->call, CallId{1});
  EXPECT_EQ(only<PulseDoor>(actions).at(0).pulse(), three_seconds);
  EXPECT_THAT(actions, Contains(Action{UnlockAnswer{command(1), Opened{}}}));
  EXPECT_THAT(actions, Contains(Action{Show{Screen::access_granted}}));
}

TEST_F(DialKeyTest, TheGrantIsOnRecordBeforeTheDoorMoves) {
  const Actions actions = happens(KeyPressed{talk(), zero, command(1)});
  const auto record = place_of(actions, [](const Action& a) {
    const auto* record = std::get_if<Record>(&a);
    return record && std::holds_alternative<UnlockGranted>(record->fact);
  });
  const auto pulse =
      place_of(actions, [](const Action& a) { return std::holds_alternative<PulseDoor>(a); });
  ASSERT_TRUE(record && pulse);
  EXPECT_LT(*record, *pulse);
}

TEST_F(DialKeyTest, EachPressIsOneUnlock) {
  const LegId leg = talk();
  EXPECT_EQ(only<PulseDoor>(happens(KeyPressed{leg, zero, command(1)})).size(), 1U);
  EXPECT_EQ(only<PulseDoor>(happens(KeyPressed{leg, zero, command(2)})).size(), 1U);
  EXPECT_EQ(only<PulseDoor>(happens(KeyPressed{leg, zero, command(2)})).size(), 0U);
  EXPECT_EQ(recorded<CallEnded>(happens(LegEnded{leg, LegEnd::hung_up}))->unlocks, 2);
}

TEST_F(DialKeyTest, AnotherKeyMeansNothingAndIsNotRecorded) {
  EXPECT_THAT(happens(KeyPressed{talk(), five, command(1)}), IsEmpty());
}

TEST_F(DialKeyTest, TheConfiguredKeyIsTheOne) {
  Policy policy = sip_policy();
  policy.unlock_key = five;
  configure(policy);
  EXPECT_EQ(only<PulseDoor>(happens(KeyPressed{talk(), five, command(1)})).size(), 1U);
}

void expect_refused(const Actions& actions, std::uint8_t number, Why why) {
  EXPECT_THAT(only<PulseDoor>(actions), IsEmpty());
  EXPECT_THAT(only<SendCredential>(actions), IsEmpty());
  EXPECT_EQ(recorded<UnlockRefused>(actions)->refusal.why, why);
  EXPECT_THAT(actions, Contains(Action{UnlockAnswer{command(number), why}}));
}

TEST_F(DialKeyTest, IsRefusedWhileTheCallOnlyRings) {
  expect_refused(happens(KeyPressed{ring(), zero, command(1)}), 1, Why::outside_call);
}

TEST_F(DialKeyTest, IsRefusedAfterTheCall) {
  const LegId leg = talk();
  happens(LegEnded{leg, LegEnd::hung_up});
  expect_refused(happens(KeyPressed{leg, zero, command(1)}), 1, Why::outside_call);
}

TEST_F(DialKeyTest, IsRefusedFromALegThatIsNotInTheCall) {
  talk();
  expect_refused(happens(KeyPressed{LegId{77}, zero, command(1)}), 1, Why::outside_call);
}

TEST_F(DialKeyTest, IsRefusedWhereTheSettingSaysSo) {
  Policy policy = sip_policy();
  policy.unlock_by_key = false;
  configure(policy);
  expect_refused(happens(KeyPressed{talk(), zero, command(1)}), 1, Why::dial_key_off);
}

TEST_F(DialKeyTest, IsRefusedWhenThereIsNothingToOpen) {
  Policy policy = sip_policy();
  policy.outputs = {};
  configure(policy);
  expect_refused(happens(KeyPressed{talk(), zero, command(1)}), 1, Why::nothing_to_open);
}

TEST_F(DialKeyTest, WorksWhileTheCallIsPaused) {
  const LegId leg = talk();
  happens(LegHeld{leg});
  EXPECT_EQ(only<PulseDoor>(happens(KeyPressed{leg, zero, command(1)})).size(), 1U);
}

TEST_F(DialKeyTest, AccessGrantedStaysOnTheScreenWhenTheOperatorHangsUpAtOnce) {
  const LegId leg = talk();
  happens(KeyPressed{leg, zero, command(1)});
  happens(LegEnded{leg, LegEnd::hung_up});
  EXPECT_EQ(screen(), Screen::access_granted);
  wait(access_shown);
  EXPECT_EQ(screen(), Screen::waiting);
}

class ClickTest : public ScenarioWithOperators {};

TEST_F(ClickTest, OpensFromTheCallsOwnDataChannel) {
  const LegId dana = let_in(operator_dana);
  EXPECT_EQ(only<PulseDoor>(happens(click(1, now_, dana))).size(), 1U);
}

TEST_F(ClickTest, OpensFromTheLivePictureWithAPasskey) {
  const LegId watcher = let_in(operator_dana, Intent::watch);
  expect_refused(happens(click(1, now_, watcher)), 1, Why::needs_passkey);
  const Actions actions = happens(verified(click(2, now_, watcher)));
  EXPECT_EQ(only<PulseDoor>(actions).size(), 1U);
  EXPECT_EQ(recorded<UnlockGranted>(actions)->call, std::nullopt);
}

TEST_F(ClickTest, OpensByTheServersLinkOutsideACallWithAPasskey) {
  const Actions actions = happens(verified(click_on_server(1, now_)));
  EXPECT_EQ(only<PulseDoor>(actions).size(), 1U);
}

class OutsideCallTest : public ScenarioWithOperators {
 protected:
  void allow(OutsideCall unlock_outside_call) {
    Policy policy = sip_and_webrtc_policy();
    policy.unlock_outside_call = unlock_outside_call;
    configure(policy);
  }
};

TEST_F(OutsideCallTest, OneTapIsEnoughWhereTheSettingSaysSo) {
  allow(OutsideCall::plain);
  EXPECT_EQ(only<PulseDoor>(happens(click_on_server(1, now_))).size(), 1U);
}

TEST_F(OutsideCallTest, NoPasskeyHelpsWhereTheSettingForbidsIt) {
  allow(OutsideCall::never);
  const LegId watcher = let_in(operator_dana, Intent::watch);
  expect_refused(happens(verified(click(1, now_, watcher))), 1, Why::outside_call);
  expect_refused(happens(verified(click_on_server(2, now_))), 2, Why::outside_call);
}

TEST_F(OutsideCallTest, WithinACallNoneOfItMatters) {
  allow(OutsideCall::never);
  const LegId watcher = let_in(operator_dana, Intent::watch);
  happens(LegAnswered{watcher});
  EXPECT_EQ(only<PulseDoor>(happens(click(1, now_, watcher))).size(), 1U);
}

// Who only watched, or had but the page open, opened without the password once somebody talked.
TEST_F(OutsideCallTest, WithinACallOfOthersItMatters) {
  const LegId watcher = let_in(operator_lee, Intent::watch);
  happens(LegAnswered{let_in(operator_dana)});
  expect_refused(happens(click(1, now_, watcher)), 1, Why::needs_passkey);
  expect_refused(happens(click_on_server(2, now_)), 2, Why::needs_passkey);
  EXPECT_EQ(only<PulseDoor>(happens(verified(click(3, now_, watcher)))).size(), 1U);
  allow(OutsideCall::never);
  expect_refused(happens(verified(click(4, now_, watcher))), 4, Why::outside_call);
  expect_refused(happens(verified(click_on_server(5, now_))), 5, Why::outside_call);
}

// A message that came on one operator's leg once named another operator, who then stood in the log.
TEST_F(ClickTest, IsRecordedAsTheOneWhoseLegItCameBy) {
  const LegId leg = let_in(operator_lee);
  const Actions actions = happens(click(1, now_, leg));
  EXPECT_EQ(recorded<UnlockGranted>(actions)->grant.request().who, operator_lee.name);
}

TEST_F(ClickTest, IsRefusedFromALegThatIsGone) {
  const LegId dana = let_in(operator_dana);
  happens(LegEnded{dana, LegEnd::hung_up});
  expect_refused(happens(click(1, now_, dana)), 1, Why::outside_call);
}

TEST_F(ClickTest, IsRefusedWhenItClaimsALegAndNamesNone) {
  expect_refused(happens(click(1, now_, std::nullopt)), 1, Why::outside_call);
}

TEST_F(ClickTest, IsRefusedWhenItIsOld) {
  const LegId dana = let_in(operator_dana);
  expect_refused(happens(click(1, now_ - 6s, dana)), 1, Why::expired);
}

TEST_F(ClickTest, IsRefusedWhileTheIntercomIsOff) {
  configure({});
  expect_refused(happens(click_on_server(1, now_)), 1, Why::intercom_off);
}

TEST_F(ClickTest, ThatComesTwiceIsAnsweredTwiceAndOpensOnce) {
  const LegId dana = let_in(operator_dana);
  happens(click(1, now_, dana));
  EXPECT_THAT(happens(click(1, now_, dana)), ElementsAre(UnlockAnswer{command(1), Opened{}}));
}

// A repeated click was once told 'opened' although the panel had said no in the meantime.
TEST_F(ClickTest, ThatComesAgainIsToldWhatThePanelSaid) {
  Policy policy = sip_and_webrtc_policy();
  policy.outputs.credential =
      access::CredentialOutput{.bits = *access::Bits::from_text("101"), .feedback_timeout = 3s};
  configure(policy);
  const LegId dana = let_in(operator_dana);
  happens(click(1, now_, dana));
  happens(PanelAnswered{false});
  EXPECT_THAT(happens(click(1, now_, dana)),
              ElementsAre(UnlockAnswer{command(1), PanelOutcome::denied}));
}

class PanelTest : public Scenario {
 protected:
  PanelTest() {
    Policy policy = sip_policy();
    policy.outputs = {.credential = panel_credential};
    configure(policy);
  }

  const access::CredentialOutput panel_credential{.bits = *access::Bits::from_text("101"),
                                                  .line = access::PanelLine::wiegand,
                                                  .feedback_timeout = 3s};
};

TEST_F(PanelTest, TheVisitorWaitsWithTheOperatorForItsAnswer) {
  const Actions actions = happens(KeyPressed{talk(), zero, command(1)});
  EXPECT_EQ(only<SendCredential>(actions).at(0).credential(), panel_credential);
  EXPECT_THAT(only<PulseDoor>(actions), IsEmpty());
  EXPECT_THAT(actions, Contains(Action{UnlockAnswer{command(1), AwaitingPanel{}}}));
  EXPECT_EQ(screen(), Screen::access_pending);

  EXPECT_THAT(
      happens(PanelAnswered{true}),
      ElementsAre(Record{PanelSettled{command(1), PanelOutcome::granted}},
                  UnlockAnswer{command(1), PanelOutcome::granted}, Show{Screen::access_granted}));
}

TEST_F(PanelTest, HasItsSayWhereTheRelayDidNotMove) {
  Policy policy = sip_policy();
  policy.outputs = {.relay = three_seconds, .credential = panel_credential};
  configure(policy);
  happens(KeyPressed{talk(), zero, command(1)});
  EXPECT_THAT(happens(RelayFailed{command(1), RelayFailure::lost}),
              ElementsAre(Record{RelayStayed{command(1), RelayFailure::lost}}));
  EXPECT_EQ(screen(), Screen::access_pending);
  EXPECT_THAT(happens(PanelAnswered{true}),
              Contains(Action{UnlockAnswer{command(1), PanelOutcome::granted}}));
}

// Nothing is awaited of a panel that was told nothing.
TEST_F(PanelTest, ACredentialThatWasNotSentIsTold) {
  const LegId leg = talk();
  happens(KeyPressed{leg, zero, command(1)});
  EXPECT_THAT(happens(CredentialFailed{command(1), CredentialFailure::unattended}),
              ElementsAre(Record{CredentialNotSent{command(1), CredentialFailure::unattended}},
                          UnlockAnswer{command(1), NotOpened{CredentialFailure::unattended}},
                          Show{Screen::access_denied}));
  EXPECT_THAT(happens(PanelAnswered{true}), IsEmpty());
  EXPECT_THAT(happens(KeyPressed{leg, zero, command(1)}),
              ElementsAre(UnlockAnswer{command(1), NotOpened{CredentialFailure::unattended}}));
}

TEST_F(PanelTest, ACredentialThatFailsForNobodyMeansNothing) {
  talk();
  EXPECT_THAT(happens(CredentialFailed{command(1), CredentialFailure::lost}), IsEmpty());
}

TEST_F(PanelTest, ACredentialThatWasNotSentIsToldWithoutFeedbackToo) {
  Policy policy = sip_policy();
  policy.outputs = {.credential = access::CredentialOutput{.bits = panel_credential.bits}};
  configure(policy);
  happens(KeyPressed{talk(), zero, command(1)});
  EXPECT_THAT(happens(CredentialFailed{command(1), CredentialFailure::lost}),
              ElementsAre(Record{CredentialNotSent{command(1), CredentialFailure::lost}},
                          UnlockAnswer{command(1), NotOpened{CredentialFailure::lost}},
                          Show{Screen::access_denied}));
}

// The relay opened the door: it would be a lie to say that it did not.
TEST_F(PanelTest, ACredentialThatWasNotSentBesideTheRelayIsRecorded) {
  Policy policy = sip_policy();
  policy.outputs = {.relay = three_seconds,
                    .credential = access::CredentialOutput{.bits = panel_credential.bits}};
  configure(policy);
  happens(KeyPressed{talk(), zero, command(1)});
  EXPECT_THAT(happens(CredentialFailed{command(1), CredentialFailure::lost}),
              ElementsAre(Record{CredentialNotSent{command(1), CredentialFailure::lost}}));
  EXPECT_EQ(screen(), Screen::access_granted);
}

class RelayAndPanelTest : public PanelTest {
 protected:
  RelayAndPanelTest() {
    Policy policy = sip_policy();
    policy.outputs = {.relay = three_seconds, .credential = panel_credential};
    configure(policy);
  }
};

// The relay opened the door while the operator and the visitor were told that it stayed shut.
TEST_F(RelayAndPanelTest, ACredentialThatWasNotSentLeavesTheRelaysOpening) {
  happens(KeyPressed{talk(), zero, command(1)});
  EXPECT_EQ(screen(), Screen::access_pending);
  EXPECT_THAT(happens(CredentialFailed{command(1), CredentialFailure::lost}),
              ElementsAre(Record{CredentialNotSent{command(1), CredentialFailure::lost}},
                          UnlockAnswer{command(1), Opened{}}, Show{Screen::access_granted}));
  EXPECT_THAT(happens(PanelAnswered{false}), IsEmpty()) << "nothing is awaited of it";
}

TEST_F(RelayAndPanelTest, TheRelayCountsAsItWasSetAtTheGrant) {
  happens(KeyPressed{talk(), zero, command(1)});
  Policy without = sip_policy();
  without.outputs = {.credential = panel_credential};
  configure(without);
  EXPECT_THAT(happens(CredentialFailed{command(1), CredentialFailure::lost}),
              Contains(Action{UnlockAnswer{command(1), Opened{}}}));
}

TEST_F(RelayAndPanelTest, ARelayThatFailsAfterTheCredentialIsTold) {
  happens(KeyPressed{talk(), zero, command(1)});
  happens(CredentialFailed{command(1), CredentialFailure::lost});
  EXPECT_THAT(happens(RelayFailed{command(1), RelayFailure::lost}),
              ElementsAre(Record{RelayStayed{command(1), RelayFailure::lost}},
                          UnlockAnswer{command(1), NotOpened{RelayFailure::lost}},
                          Show{Screen::access_denied}));
}

TEST_F(RelayAndPanelTest, ACredentialThatFailsAfterTheRelayIsTold) {
  happens(KeyPressed{talk(), zero, command(1)});
  happens(RelayFailed{command(1), RelayFailure::lost});
  EXPECT_THAT(happens(CredentialFailed{command(1), CredentialFailure::lost}),
              ElementsAre(Record{CredentialNotSent{command(1), CredentialFailure::lost}},
                          UnlockAnswer{command(1), NotOpened{CredentialFailure::lost}},
                          Show{Screen::access_denied}));
}

// A card must not be read any more once the panel's silence was told, nor later than any command.
TEST_F(PanelTest, TheCardHasUntilTheFirstOfItsDeadlines) {
  const LegId leg = talk();
  const auto sent_by = [&](std::uint8_t number) {
    const auto actions = happens(KeyPressed{leg, zero, command(number)});
    return only<SendCredential>(actions).at(0).obeyable_until();
  };
  EXPECT_EQ(sent_by(1), now_ + SendCredential::longest_way);
  Policy policy = sip_policy();
  policy.outputs = {.credential = panel_credential};
  policy.outputs.credential->feedback_timeout = 400ms;
  configure(policy);
  EXPECT_EQ(sent_by(2), now_ + 400ms);
}

TEST_F(PanelTest, ItsRefusalIsShown) {
  happens(KeyPressed{talk(), zero, command(1)});
  EXPECT_THAT(
      happens(PanelAnswered{false}),
      ElementsAre(Record{PanelSettled{command(1), PanelOutcome::denied}},
                  UnlockAnswer{command(1), PanelOutcome::denied}, Show{Screen::access_denied}));
  wait(access_shown);
  EXPECT_EQ(screen(), Screen::in_call);
}

TEST_F(PanelTest, ItsSilenceIsTold) {
  happens(KeyPressed{talk(), zero, command(1)});
  EXPECT_THAT(wait(3s), ElementsAre(Record{PanelSettled{command(1), PanelOutcome::silent}},
                                    UnlockAnswer{command(1), PanelOutcome::silent},
                                    Show{Screen::access_denied}));
}

TEST_F(PanelTest, ItsLightAloneOpensAndShowsNothing) {
  talk();
  EXPECT_THAT(happens(PanelAnswered{true}), IsEmpty());
}

TEST_F(PanelTest, WithoutFeedbackTheAnswerIsNotAwaited) {
  Policy policy = sip_policy();
  policy.outputs = {.credential = panel_credential};
  policy.outputs.credential->feedback_timeout.reset();
  configure(policy);
  happens(KeyPressed{talk(), zero, command(1)});
  EXPECT_EQ(screen(), Screen::access_granted);
}

}  // namespace
}  // namespace portero::call
