#include "core/call/scenario.hpp"

namespace portero::call {
namespace {

class TalkingTest : public Scenario {};
class OperatorsTest : public ScenarioWithOperators {};

TEST_F(TalkingTest, NothingTheVisitorTouchesChangesTheCall) {
  talk();
  EXPECT_THAT(happens(ButtonPressed{}), IsEmpty());
  EXPECT_THAT(happens(CancelPressed{}), IsEmpty());
  EXPECT_THAT(happens(ContactChosen{ContactId{1}}), IsEmpty());
  EXPECT_EQ(screen(), Screen::in_call);
}

TEST_F(TalkingTest, HoldStopsWhatIsSentAndTheDisplaySaysSo) {
  const LegId leg = talk();
  EXPECT_THAT(happens(LegHeld{leg}), ElementsAre(SetFlow{leg, Flow::none}, Show{Screen::paused}));
  EXPECT_THAT(happens(LegResumed{leg}),
              ElementsAre(SetFlow{leg, Flow::both}, Show{Screen::in_call}));
}

TEST_F(TalkingTest, ASecondHoldChangesNothing) {
  const LegId leg = talk();
  happens(LegHeld{leg});
  EXPECT_THAT(happens(LegHeld{leg}), IsEmpty());
}

TEST_F(TalkingTest, APausedCallEndsToo) {
  const LegId leg = talk();
  happens(LegHeld{leg});
  EXPECT_TRUE(recorded<CallEnded>(happens(LegEnded{leg, LegEnd::hung_up})));
}

TEST_F(TalkingTest, AnAdministratorCanEndIt) {
  const LegId leg = talk();
  const Actions actions = happens(EndRequested{});
  EXPECT_THAT(actions, Contains(Action{StopLeg{leg, StopReason::ended_on_request}}));
  EXPECT_EQ(recorded<CallEnded>(actions)->why, CallEnd::ended_on_request);
  EXPECT_EQ(screen(), Screen::ended);
}

TEST_F(TalkingTest, WhatIsSaidOfALegLongGoneIsIgnored) {
  const LegId leg = talk();
  happens(LegEnded{leg, LegEnd::hung_up});
  const LegId next = talk();
  ASSERT_NE(leg, next);
  EXPECT_THAT(happens(LegEnded{leg, LegEnd::hung_up}), IsEmpty());
  EXPECT_THAT(happens(LegHeld{leg}), IsEmpty());
  EXPECT_EQ(screen(), Screen::in_call);
}

TEST_F(TalkingTest, LosingTheRegistrationDoesNotEndTheCall) {
  const LegId leg = talk();
  happens(RouteDown{Route::sip, Outage::no_answer});
  EXPECT_EQ(screen(), Screen::in_call);
  happens(LegEnded{leg, LegEnd::hung_up});
  EXPECT_EQ(screen(), Screen::offline);
}

TEST_F(TalkingTest, TheTransportThatClosedCountsAsVanished) {
  const Actions actions = happens(LegEnded{talk(), LegEnd::vanished});
  EXPECT_EQ(recorded<CallEnded>(actions)->why, CallEnd::far_side_vanished);
}

TEST_F(TalkingTest, ALegThatFailedIsRememberedAsFailed) {
  const Actions actions = happens(LegEnded{talk(), LegEnd::failed});
  EXPECT_EQ(recorded<CallEnded>(actions)->why, CallEnd::failed);
}

class FarSideTest : public Scenario {};

TEST_F(FarSideTest, IsAskedForASignOfLifeAfterHalfTheTimeOut) {
  const LegId leg = talk();
  EXPECT_THAT(wait(10s - 1us), IsEmpty());
  EXPECT_THAT(wait(1us), ElementsAre(ProbeLeg{leg}));
}

TEST_F(FarSideTest, IsHungUpWhenItStaysSilent) {
  const LegId leg = talk();
  const Actions actions = wait(20s);
  EXPECT_THAT(actions, Contains(Action{StopLeg{leg, StopReason::far_side_vanished}}));
  EXPECT_EQ(recorded<CallEnded>(actions)->why, CallEnd::far_side_vanished);
  EXPECT_EQ(screen(), Screen::ended);
}

TEST_F(FarSideTest, StaysAsLongAsItIsHeard) {
  const LegId leg = talk();
  for (int second = 0; second < 120; ++second) {
    EXPECT_THAT(wait(1s), IsEmpty());
    happens(LegHeard{leg});
  }
  EXPECT_EQ(screen(), Screen::in_call);
}

// A phone on hold rightly sends no media at all. Its call once ended after 20 s in other products:
// here it is asked by signaling, and its answer keeps the call.
TEST_F(FarSideTest, ThatIsOnHoldStaysWhenItsSignalingAnswers) {
  const LegId leg = talk();
  happens(LegHeld{leg});
  for (int probe = 0; probe < 10; ++probe) {
    EXPECT_THAT(wait(10s), ElementsAre(ProbeLeg{leg}));
    happens(LegHeard{leg});
  }
  EXPECT_EQ(screen(), Screen::paused);
}

TEST_F(FarSideTest, ThatIsOnHoldVanishesLikeAnyOther) {
  const LegId leg = talk();
  happens(LegHeld{leg});
  EXPECT_THAT(wait(20s), Contains(Action{StopLeg{leg, StopReason::far_side_vanished}}));
}

TEST_F(OperatorsTest, UpToTenTalkInTheSameCall) {
  talk();
  for (int i = 0; i < 10; ++i) let_in({Route::webrtc, "operator " + std::to_string(i)});
  EXPECT_THAT(happens(Invited{InvitationId{5}, operator_dana, Intent::talk}),
              Contains(Action{Reject{InvitationId{5}, RejectReason::full}}));
}

TEST_F(OperatorsTest, WatchersCountForTheLimitToo) {
  for (int i = 0; i < 10; ++i)
    let_in({Route::webrtc, "operator " + std::to_string(i)}, i % 2 ? Intent::watch : Intent::talk);
  EXPECT_THAT(happens(Invited{InvitationId{5}, operator_dana, Intent::watch}),
              Contains(Action{Reject{InvitationId{5}, RejectReason::full}}));
}

TEST_F(OperatorsTest, OneWhoLeavesMakesRoom) {
  std::optional<LegId> last;
  for (int i = 0; i < 10; ++i) last = let_in({Route::webrtc, "operator " + std::to_string(i)});
  happens(LegEnded{*last, LegEnd::hung_up});
  let_in(operator_dana);
  EXPECT_EQ(screen(), Screen::in_call);
}

TEST_F(OperatorsTest, JoinARunningCall) {
  talk();
  EXPECT_THAT(happens(Invited{InvitationId{5}, operator_dana, Intent::talk}),
              ElementsAre(Accept{InvitationId{5}, LegId{2}}, SetFlow{LegId{2}, Flow::both},
                          Record{OperatorJoined{CallId{1}, operator_dana}}));
}

TEST_F(OperatorsTest, TheCallGoesOnUntilTheLastLeaves) {
  const LegId dana = let_in(operator_dana);
  const LegId lee = let_in(operator_lee);
  EXPECT_THAT(happens(LegEnded{dana, LegEnd::hung_up}),
              ElementsAre(Record{OperatorLeft{CallId{1}, operator_dana}}));
  const Actions actions = happens(LegEnded{lee, LegEnd::hung_up});
  EXPECT_THAT(recorded<CallEnded>(actions)->parties, ElementsAre(operator_dana, operator_lee));
}

TEST_F(OperatorsTest, TheCallIsPausedWhenAllHaveIt) {
  const LegId dana = let_in(operator_dana);
  const LegId lee = let_in(operator_lee);
  EXPECT_THAT(happens(LegHeld{dana}), ElementsAre(SetFlow{dana, Flow::none}));
  EXPECT_THAT(happens(LegHeld{lee}), ElementsAre(SetFlow{lee, Flow::none}, Show{Screen::paused}));
  happens(LegEnded{dana, LegEnd::hung_up});
  EXPECT_EQ(screen(), Screen::paused);
  let_in(operator_dana);
  EXPECT_EQ(screen(), Screen::in_call);
}

TEST_F(OperatorsTest, OneVanishesAndTheOtherStays) {
  const LegId dana = let_in(operator_dana);
  const LegId lee = let_in(operator_lee);
  wait(15s);
  happens(LegHeard{lee});
  EXPECT_THAT(wait(5s), Contains(Action{StopLeg{dana, StopReason::far_side_vanished}}));
  EXPECT_EQ(screen(), Screen::in_call);
}

class WatchersTest : public ScenarioWithOperators {};

TEST_F(WatchersTest, SeeTheDoorWithoutDisturbingIt) {
  EXPECT_THAT(happens(Invited{InvitationId{5}, operator_dana, Intent::watch}),
              ElementsAre(Accept{InvitationId{5}, LegId{1}}, SetFlow{LegId{1}, Flow::preview}));
  EXPECT_EQ(screen(), Screen::waiting);
}

TEST_F(WatchersTest, AnswerTheRinging) {
  const LegId dana = let_in(operator_dana, Intent::watch);
  const LegId phone = ring();
  const Actions actions = happens(LegAnswered{dana});
  EXPECT_THAT(actions, Contains(Action{StopLeg{phone, StopReason::answered_elsewhere}}));
  EXPECT_THAT(actions, Contains(Action{SetFlow{dana, Flow::both}}));
}

TEST_F(WatchersTest, OpenTheIntercomThemselves) {
  const LegId dana = let_in(operator_dana, Intent::watch);
  EXPECT_THAT(happens(LegAnswered{dana}),
              ElementsAre(SetFlow{dana, Flow::both},
                          Record{CallAnswered{CallId{1}, Direction::to_door, operator_dana}},
                          Show{Screen::in_call}));
}

TEST_F(WatchersTest, GoUnnoticed) {
  const LegId dana = let_in(operator_dana, Intent::watch);
  EXPECT_THAT(happens(LegEnded{dana, LegEnd::hung_up}), IsEmpty());
}

TEST_F(WatchersTest, AreHungUpWhenTheyVanish) {
  const LegId dana = let_in(operator_dana, Intent::watch);
  EXPECT_THAT(wait(20s), ElementsAre(ProbeLeg{dana}, StopLeg{dana, StopReason::far_side_vanished}));
}

TEST_F(WatchersTest, StayWhileTheyAreHeard) {
  const LegId dana = let_in(operator_dana, Intent::watch);
  wait(15s);
  happens(LegHeard{dana});
  EXPECT_THAT(wait(9s), IsEmpty());
}

TEST_F(WatchersTest, StayWhenTheIntercomIsSwitchedOff) {
  const LegId watcher = let_in(operator_dana, Intent::watch);
  EXPECT_THAT(only<StopLeg>(happens(Configured{{}})), IsEmpty());
  EXPECT_THAT(happens(LegEnded{watcher, LegEnd::hung_up}), IsEmpty());
}

}  // namespace
}  // namespace portero::call
