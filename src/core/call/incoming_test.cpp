#include "core/call/scenario.hpp"

namespace portero::call {
namespace {

class IncomingTest : public Scenario {};

TEST_F(IncomingTest, IsAnsweredAtOnceWithNoRinging) {
  EXPECT_THAT(happens(Invited{InvitationId{5}, guard, Intent::talk}),
              ElementsAre(Accept{InvitationId{5}, LegId{1}}, SetFlow{LegId{1}, Flow::both},
                          Record{CallAnswered{CallId{1}, Direction::to_door, guard}},
                          Show{Screen::in_call}));
}

TEST_F(IncomingTest, IsRefusedWhereTheSettingSaysSo) {
  Policy policy = sip_policy();
  policy.sip->accept_incoming = false;
  configure(policy);
  EXPECT_THAT(happens(Invited{InvitationId{5}, guard, Intent::talk}),
              ElementsAre(Record{CallerRejected{guard, RejectReason::not_accepting}},
                          Reject{InvitationId{5}, RejectReason::not_accepting}));
}

class AllowListTest : public Scenario {
 protected:
  AllowListTest() {
    Policy policy = sip_policy();
    policy.sip->allowed_callers = {reception.name};
    configure(policy);
  }
};

TEST_F(AllowListTest, AListedCallerIsLetIn) {
  let_in(reception);
  EXPECT_EQ(screen(), Screen::in_call);
}

TEST_F(AllowListTest, AnUnlistedCallerNeverSeesOrHearsAnything) {
  EXPECT_THAT(happens(Invited{InvitationId{5}, guard, Intent::talk}),
              ElementsAre(Record{CallerRejected{guard, RejectReason::forbidden}},
                          Reject{InvitationId{5}, RejectReason::forbidden}));
  EXPECT_EQ(screen(), Screen::waiting);
}

TEST_F(AllowListTest, AnUnlistedCallerDoesNotLearnThatTheStationIsBusy) {
  let_in(reception);
  EXPECT_THAT(happens(Invited{InvitationId{6}, guard, Intent::talk}),
              Contains(Action{Reject{InvitationId{6}, RejectReason::forbidden}}));
}

TEST_F(IncomingTest, ASecondSipCallIsBusy) {
  talk();
  EXPECT_THAT(happens(Invited{InvitationId{5}, guard, Intent::talk}),
              ElementsAre(Record{CallerRejected{guard, RejectReason::busy}},
                          Reject{InvitationId{5}, RejectReason::busy}));
}

TEST_F(IncomingTest, IsTakenWhileTheRegistrationIsLost) {
  happens(RouteDown{Route::sip, Outage::no_answer});
  let_in(guard);
  EXPECT_EQ(screen(), Screen::in_call);
}

TEST_F(IncomingTest, IsRefusedWhileTheIntercomIsOff) {
  configure({});
  EXPECT_THAT(happens(Invited{InvitationId{5}, guard, Intent::talk}),
              Contains(Action{Reject{InvitationId{5}, RejectReason::switched_off}}));
}

// CALL-12: whatever the station calls by, its operators reach it through the server.
TEST_F(IncomingTest, OperatorsAreLetInWhereOnlySipIsOn) {
  let_in(operator_dana, Intent::watch);
  let_in(operator_lee);
  EXPECT_EQ(screen(), Screen::in_call);
}

TEST_F(IncomingTest, OperatorsMayOnlyLookWhileTheIntercomIsOff) {
  configure({});
  EXPECT_THAT(happens(Invited{InvitationId{5}, operator_dana, Intent::talk}),
              Contains(Action{Reject{InvitationId{5}, RejectReason::switched_off}}));
  const LegId watcher = let_in(operator_dana, Intent::watch);
  EXPECT_THAT(happens(LegAnswered{watcher}), IsEmpty());
  EXPECT_EQ(screen(), Screen::disabled);
}

TEST_F(IncomingTest, ASipCallerCannotWatchInSecret) {
  let_in(guard, Intent::watch);
  EXPECT_EQ(screen(), Screen::in_call);
}

TEST_F(IncomingTest, EndsWithTheCaller) {
  const LegId leg = let_in(guard);
  now_ += 10s;
  const Actions actions = happens(LegEnded{leg, LegEnd::hung_up});
  EXPECT_EQ(recorded<CallEnded>(actions), (CallEnded{.call = CallId{1},
                                                     .direction = Direction::to_door,
                                                     .began = now_ - 10s,
                                                     .answered = now_ - 10s,
                                                     .ended = now_,
                                                     .why = CallEnd::operator_hung_up,
                                                     .parties = {guard},
                                                     .unlocks = 0}));
  EXPECT_EQ(screen(), Screen::ended);
  wait(ended_shown);
  EXPECT_EQ(screen(), Screen::waiting);
}

}  // namespace
}  // namespace portero::call
