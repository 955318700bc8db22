#include "core/call/scenario.hpp"

namespace portero::call {
namespace {

class RingingTest : public Scenario {};
class RingingEverybodyTest : public ScenarioWithOperators {};

TEST_F(RingingTest, ThePressRingsTheExtension) {
  EXPECT_THAT(happens(ButtonPressed{}),
              ElementsAre(Record{CallRequested{CallId{1}, {reception}}},
                          StartLeg{LegId{1}, reception}, Show{Screen::ringing}));
}

TEST_F(RingingTest, TheAnswerOpensSoundAndPicture) {
  const LegId leg = ring();
  EXPECT_THAT(happens(LegAnswered{leg}),
              ElementsAre(SetFlow{leg, Flow::both},
                          Record{CallAnswered{CallId{1}, Direction::from_door, reception}},
                          Show{Screen::in_call}));
}

TEST_F(RingingTest, AnotherPressWhileRingingRingsNobodyAgain) {
  ring();
  EXPECT_THAT(happens(ButtonPressed{}), IsEmpty());
}

TEST_F(RingingTest, EarlyMediaGivesThePictureOnly) {
  const LegId leg = ring();
  EXPECT_THAT(happens(LegProgressed{leg, true}), ElementsAre(SetFlow{leg, Flow::preview}));
}

TEST_F(RingingTest, APhoneThatOnlyRingsGetsNoPicture) {
  const LegId leg = ring();
  EXPECT_THAT(happens(LegProgressed{leg, false}), IsEmpty());
}

TEST_F(RingingTest, TheVisitorCannotCancelUnlessTheSettingsAllowIt) {
  ring();
  EXPECT_THAT(happens(CancelPressed{}), IsEmpty());
  EXPECT_EQ(screen(), Screen::ringing);
}

TEST_F(RingingTest, TheVisitorCancelsWhereTheSettingsAllowIt) {
  Policy policy = sip_policy();
  policy.visitor_may_cancel = true;
  configure(policy);
  const LegId leg = ring();
  const Actions actions = happens(CancelPressed{});
  EXPECT_THAT(actions, Contains(Action{StopLeg{leg, StopReason::visitor_cancelled}}));
  EXPECT_EQ(recorded<CallEnded>(actions)->why, CallEnd::visitor_cancelled);
  EXPECT_EQ(screen(), Screen::waiting);
}

struct Fate {
  LegEnd end;
  Screen told;
  CallEnd remembered;
};

class FateTest : public Scenario, public testing::WithParamInterface<Fate> {};

TEST_P(FateTest, TheVisitorIsToldWhyNobodyAnsweredAndCanTryAgain) {
  const LegId leg = ring();
  const Actions actions = happens(LegEnded{leg, GetParam().end});
  EXPECT_THAT(actions, Contains(Action{Show{GetParam().told}}));
  EXPECT_EQ(recorded<CallEnded>(actions)->why, GetParam().remembered);
  EXPECT_THAT(wait(failure_shown), ElementsAre(Show{Screen::waiting}));
}

INSTANTIATE_TEST_SUITE_P(
    Ends, FateTest,
    testing::Values(Fate{LegEnd::busy, Screen::busy, CallEnd::busy},
                    Fate{LegEnd::declined, Screen::no_answer, CallEnd::no_answer},
                    Fate{LegEnd::no_answer, Screen::no_answer, CallEnd::no_answer},
                    Fate{LegEnd::hung_up, Screen::no_answer, CallEnd::no_answer},
                    Fate{LegEnd::failed, Screen::failed, CallEnd::failed},
                    Fate{LegEnd::vanished, Screen::failed, CallEnd::failed}));

TEST_F(RingingTest, ATouchWhileTheFailureIsShownCallsAgain) {
  happens(LegEnded{ring(), LegEnd::busy});
  EXPECT_THAT(only<StartLeg>(happens(ButtonPressed{})), ElementsAre(StartLeg{LegId{2}, reception}));
  EXPECT_EQ(screen(), Screen::ringing);
}

TEST_F(RingingTest, ASipPhoneRingsAsLongAsItsServerLetsIt) {
  ring();
  EXPECT_THAT(wait(longest_ring - 1s), IsEmpty());
}

TEST_F(RingingTest, APhoneThatNeverStopsRingingIsStopped) {
  const LegId leg = ring();
  const Actions actions = wait(longest_ring);
  EXPECT_THAT(actions, Contains(Action{StopLeg{leg, StopReason::ring_timed_out}}));
  EXPECT_EQ(screen(), Screen::no_answer);
}

// A phone was picked up in the moment in which its cancel was under way: the 200 and the CANCEL
// cross. The call is over for everybody else, so that phone must be hung up, not talked to.
TEST_F(RingingTest, AnAnswerThatCrossesTheCancelIsHungUp) {
  const LegId leg = ring();
  happens(EndRequested{});
  EXPECT_THAT(happens(LegAnswered{leg}), ElementsAre(StopLeg{leg, StopReason::call_over}));
}

TEST_F(RingingTest, SeveralPhonesRingAtOnceAndTheFirstToAnswerWins) {
  Policy policy = sip_policy();
  policy.sip->extensions = {reception.name, guard.name};
  configure(policy);
  EXPECT_THAT(only<StartLeg>(happens(ButtonPressed{})),
              ElementsAre(StartLeg{LegId{1}, reception}, StartLeg{LegId{2}, guard}));

  EXPECT_THAT(only<StopLeg>(happens(LegAnswered{LegId{2}})),
              ElementsAre(StopLeg{LegId{1}, StopReason::answered_elsewhere}));
  EXPECT_THAT(happens(LegAnswered{LegId{1}}),
              ElementsAre(StopLeg{LegId{1}, StopReason::answered_elsewhere}));
  EXPECT_THAT(happens(LegEnded{LegId{1}, LegEnd::hung_up}), IsEmpty());
  EXPECT_EQ(screen(), Screen::in_call);
}

TEST_F(RingingTest, AnotherTouchCancelsWhereTheSettingsAllowIt) {
  Policy policy = sip_policy();
  policy.visitor_may_cancel = true;
  configure(policy);
  const LegId leg = ring();
  EXPECT_THAT(happens(ButtonPressed{}),
              Contains(Action{StopLeg{leg, StopReason::visitor_cancelled}}));
}

TEST_F(RingingTest, APhoneOnHoldBeforeItAnswersIsOnHoldThen) {
  const LegId leg = ring();
  EXPECT_THAT(happens(LegHeld{leg}), IsEmpty());
  EXPECT_THAT(happens(LegAnswered{leg}), Contains(Action{SetFlow{leg, Flow::none}}));
  EXPECT_EQ(screen(), Screen::paused);
  EXPECT_THAT(happens(LegResumed{leg}), Contains(Action{SetFlow{leg, Flow::both}}));
}

struct Fates {
  LegEnd first;
  LegEnd second;
  Screen told;
  CallEnd remembered;
};

class FatesTest : public Scenario, public testing::WithParamInterface<Fates> {};

TEST_P(FatesTest, OnePhoneGoneLeavesTheOtherRingingAndTheKinderFateIsTold) {
  Policy policy = sip_policy();
  policy.sip->extensions = {reception.name, guard.name};
  configure(policy);
  ring();
  EXPECT_THAT(happens(LegEnded{LegId{1}, GetParam().first}), IsEmpty());
  EXPECT_EQ(screen(), Screen::ringing);
  const Actions actions = happens(LegEnded{LegId{2}, GetParam().second});
  EXPECT_THAT(actions, Contains(Action{Show{GetParam().told}}));
  EXPECT_EQ(recorded<CallEnded>(actions)->why, GetParam().remembered);
}

// Whichever comes first: nobody answered, before busy, before failed.
INSTANTIATE_TEST_SUITE_P(
    Pairs, FatesTest,
    testing::Values(Fates{LegEnd::no_answer, LegEnd::busy, Screen::no_answer, CallEnd::no_answer},
                    Fates{LegEnd::busy, LegEnd::no_answer, Screen::no_answer, CallEnd::no_answer},
                    Fates{LegEnd::busy, LegEnd::failed, Screen::busy, CallEnd::busy},
                    Fates{LegEnd::failed, LegEnd::busy, Screen::busy, CallEnd::busy},
                    Fates{LegEnd::no_answer, LegEnd::failed, Screen::no_answer, CallEnd::no_answer},
                    Fates{LegEnd::failed, LegEnd::no_answer, Screen::no_answer,
                          CallEnd::no_answer}));

TEST_F(RingingTest, NoMorePhonesRingThanTheLimit) {
  Policy policy = sip_policy();
  policy.sip->extensions = std::vector<std::string>(phones_rung + 1, "201");
  configure(policy);
  EXPECT_EQ(only<StartLeg>(happens(ButtonPressed{})).size(), phones_rung);
}

TEST_F(RingingTest, AButtonWithoutAnActionDoesNothing) {
  Policy policy = sip_policy();
  policy.sip->button = SipButton::disabled;
  configure(policy);
  EXPECT_THAT(happens(ButtonPressed{}), IsEmpty());
}

TEST_F(RingingEverybodyTest, ThePressRingsThePhoneAndAsksTheOperators) {
  const Actions actions = happens(ButtonPressed{});
  EXPECT_THAT(actions, Contains(Action{StartLeg{LegId{1}, reception}}));
  EXPECT_THAT(actions, Contains(Action{AskToJoin{CallId{1}, Ask::operators, ""}}));
}

TEST_F(RingingEverybodyTest, AnOperatorWhoAnswersStopsThePhone) {
  const LegId phone = ring();
  const Actions actions = happens(Invited{InvitationId{5}, operator_dana, Intent::talk});
  EXPECT_THAT(
      actions,
      ElementsAre(Accept{InvitationId{5}, LegId{2}}, StopLeg{phone, StopReason::answered_elsewhere},
                  StopAsking{CallId{1}, operator_dana}, SetFlow{LegId{2}, Flow::both},
                  Record{CallAnswered{CallId{1}, Direction::from_door, operator_dana}},
                  Show{Screen::in_call}));
}

TEST_F(RingingEverybodyTest, APhoneThatAnswersStopsTheOperatorsRinging) {
  const LegId phone = ring();
  EXPECT_THAT(happens(LegAnswered{phone}), Contains(Action{StopAsking{CallId{1}, reception}}));
}

TEST_F(RingingEverybodyTest, AskingEndsWithTheRingTimeOutWhileThePhoneRingsOn) {
  ring();
  EXPECT_THAT(wait(60s - 1us), IsEmpty());
  EXPECT_THAT(wait(1us), ElementsAre(StopAsking{CallId{1}, std::nullopt}));
  EXPECT_EQ(screen(), Screen::ringing);
}

TEST_F(RingingEverybodyTest, WhenOnlyOperatorsWereAskedTheTimeOutEndsTheCall) {
  Policy policy = sip_and_webrtc_policy();
  policy.sip.reset();
  policy.ring_timeout = 30s;
  configure(policy);
  happens(ButtonPressed{});
  const Actions actions = wait(30s);
  EXPECT_THAT(actions, Contains(Action{StopAsking{CallId{1}, std::nullopt}}));
  EXPECT_EQ(recorded<CallEnded>(actions)->why, CallEnd::no_answer);
  EXPECT_EQ(screen(), Screen::no_answer);
}

TEST_F(RingingEverybodyTest, OperatorsAreAskedForLongerThanAnyPhoneRingsWhereTheSettingsSaySo) {
  Policy policy = sip_and_webrtc_policy();
  policy.ring_timeout = 600s;
  configure(policy);
  const LegId phone = ring();
  EXPECT_THAT(wait(longest_ring), ElementsAre(StopLeg{phone, StopReason::ring_timed_out}));
  EXPECT_THAT(wait(600s - longest_ring), Contains(Action{StopAsking{CallId{1}, std::nullopt}}));
}

TEST_F(RingingEverybodyTest, TheRouteThatIsDownIsLeftOut) {
  happens(RouteDown{Route::sip, Outage::no_answer});
  const Actions actions = happens(ButtonPressed{});
  EXPECT_THAT(only<StartLeg>(actions), IsEmpty());
  EXPECT_THAT(only<AskToJoin>(actions).size(), 1);
}

TEST_F(RingingEverybodyTest, AnAttemptThatReachesNobodyFailsAtOnce) {
  Policy policy = sip_and_webrtc_policy();
  policy.webrtc->button = std::nullopt;
  configure(policy);
  happens(RouteDown{Route::sip, Outage::no_answer});
  const Actions actions = happens(ButtonPressed{});
  EXPECT_EQ(recorded<CallEnded>(actions)->why, CallEnd::failed);
  EXPECT_EQ(screen(), Screen::failed);
}

// An operator whose phone did not ring calls the door because somebody stands there: turning it
// away as busy would leave the visitor ringing.
TEST_F(RingingEverybodyTest, ACallToTheDoorAnswersTheRinging) {
  const LegId phone = ring();
  const Actions actions = happens(Invited{InvitationId{5}, guard, Intent::talk});
  EXPECT_THAT(actions, Contains(Action{StopLeg{phone, StopReason::answered_elsewhere}}));
  EXPECT_THAT(actions, Contains(Action{StopAsking{CallId{1}, guard}}));
  EXPECT_EQ(screen(), Screen::in_call);
}

}  // namespace
}  // namespace portero::call
