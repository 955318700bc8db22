#include "core/call/scenario.hpp"

namespace portero::call {
namespace {

class AvailabilityTest : public Scenario {};
class TwoRoutesTest : public ScenarioWithOperators {};

TEST(Availability, AStationStartsOfflineUntilARouteIsUp) {
  Call call{this_run, sip_policy()};
  EXPECT_EQ(call.shown(), (Show{Screen::offline, Outage::starting}));
  EXPECT_THAT(call.handle(RouteUp{Route::sip}, base::TimePoint{1s}),
              ElementsAre(Record{BecameAvailable{}}, Show{Screen::waiting}));
}

TEST(Availability, AStationWithoutAnyProtocolIsOff) {
  Call call{this_run, {}};
  EXPECT_EQ(call.shown(), Show{Screen::disabled});
  EXPECT_THAT(call.handle(RouteUp{Route::sip}, base::TimePoint{1s}), IsEmpty());
  EXPECT_THAT(call.handle(ButtonPressed{}, base::TimePoint{1s}), IsEmpty());
}

TEST_F(AvailabilityTest, TheLossIsShownAtOnceWithItsReasonAndHealsByItself) {
  EXPECT_THAT(happens(RouteDown{Route::sip, Outage::wrong_credentials}),
              ElementsAre(Record{BecameUnavailable{Outage::wrong_credentials}},
                          Show{Screen::offline, Outage::wrong_credentials}));
  EXPECT_THAT(happens(RouteUp{Route::sip}),
              ElementsAre(Record{BecameAvailable{}}, Show{Screen::waiting}));
}

TEST_F(AvailabilityTest, AChangedReasonIsShown) {
  happens(RouteDown{Route::sip, Outage::no_answer});
  EXPECT_THAT(happens(RouteDown{Route::sip, Outage::no_network}),
              ElementsAre(Record{BecameUnavailable{Outage::no_network}},
                          Show{Screen::offline, Outage::no_network}));
  EXPECT_THAT(happens(RouteDown{Route::sip, Outage::no_network}), IsEmpty());
}

TEST_F(AvailabilityTest, ATouchWhileOfflineCallsNobody) {
  happens(RouteDown{Route::sip, Outage::no_answer});
  EXPECT_THAT(happens(ButtonPressed{}), IsEmpty());
}

TEST_F(AvailabilityTest, TheLossHidesANotice) {
  happens(LegEnded{ring(), LegEnd::busy});
  happens(RouteDown{Route::sip, Outage::no_answer});
  EXPECT_EQ(screen(), Screen::offline);
}

TEST_F(TwoRoutesTest, OneRouteIsEnough) {
  EXPECT_THAT(happens(RouteDown{Route::sip, Outage::no_answer}), IsEmpty());
  happens(RouteDown{Route::webrtc, Outage::signaling_lost});
  EXPECT_EQ(call_.shown(), (Show{Screen::offline, Outage::no_answer}));
  happens(RouteUp{Route::webrtc});
  EXPECT_EQ(screen(), Screen::waiting);
}

TEST_F(AvailabilityTest, ARouteThatIsNotUsedDoesNotMatter) {
  EXPECT_THAT(happens(RouteDown{Route::webrtc, Outage::signaling_lost}), IsEmpty());
}

class SwitchingOffTest : public ScenarioWithOperators {};

class RoutesLostTest : public ScenarioWithOperators {};

TEST_F(RoutesLostTest, RingingGoesOnForAMomentAndThenTheDisplaySaysSo) {
  const LegId phone = ring();
  happens(RouteDown{Route::sip, Outage::no_network});
  happens(RouteDown{Route::webrtc, Outage::no_network});
  EXPECT_THAT(wait(route_grace - 1us), IsEmpty());
  const Actions actions = wait(1us);
  EXPECT_THAT(actions, Contains(Action{StopLeg{phone, StopReason::routes_lost}}));
  EXPECT_EQ(recorded<CallEnded>(actions)->why, CallEnd::failed);
  EXPECT_EQ(screen(), Screen::offline);
}

TEST_F(RoutesLostTest, ARouteThatIsBackInTimeChangesNothing) {
  ring();
  happens(RouteDown{Route::sip, Outage::no_network});
  happens(RouteDown{Route::webrtc, Outage::no_network});
  wait(route_grace - 1s);
  happens(RouteUp{Route::sip});
  EXPECT_THAT(wait(route_grace), IsEmpty());
  EXPECT_EQ(screen(), Screen::ringing);
}

TEST_F(RoutesLostTest, OneRouteOfTwoIsEnoughToRing) {
  ring();
  happens(RouteDown{Route::sip, Outage::no_network});
  EXPECT_THAT(wait(route_grace), IsEmpty());
}

TEST_F(SwitchingOffTest, EndsTheCall) {
  const LegId leg = talk();
  const Actions actions = happens(Configured{{}});
  EXPECT_THAT(actions, Contains(Action{StopLeg{leg, StopReason::switched_off}}));
  EXPECT_EQ(recorded<CallEnded>(actions)->why, CallEnd::switched_off);
  EXPECT_EQ(screen(), Screen::disabled);
}

TEST_F(SwitchingOffTest, EndsTheRinging) {
  const LegId leg = ring();
  const Actions actions = happens(Configured{{}});
  EXPECT_THAT(actions, Contains(Action{StopLeg{leg, StopReason::switched_off}}));
  EXPECT_THAT(actions, Contains(Action{StopAsking{CallId{1}, std::nullopt}}));
  EXPECT_EQ(screen(), Screen::disabled);
}

TEST_F(SwitchingOffTest, OneRouteLeavesTheOthersLegsAlone) {
  const LegId phone = talk();
  let_in(operator_dana);
  Policy policy = sip_and_webrtc_policy();
  policy.sip.reset();
  EXPECT_THAT(happens(Configured{policy}), ElementsAre(StopLeg{phone, StopReason::switched_off},
                                                       Record{OperatorLeft{CallId{1}, reception}}));
  EXPECT_EQ(screen(), Screen::in_call);
}

TEST_F(SwitchingOffTest, OneRouteWhileRingingLeavesTheOtherRinging) {
  const LegId phone = ring();
  EXPECT_THAT(happens(Configured{sip_policy()}), ElementsAre(StopAsking{CallId{1}, std::nullopt}));
  EXPECT_EQ(screen(), Screen::ringing);
  Policy policy = sip_and_webrtc_policy();
  policy.sip.reset();
  EXPECT_THAT(happens(Configured{policy}),
              Contains(Action{StopLeg{phone, StopReason::switched_off}}));
  EXPECT_EQ(screen(), Screen::offline);
}

// The routes of a station that is off are closed; had they counted as open when it was switched on
// again, it would have invited to call and rung nobody.
TEST_F(SwitchingOffTest, SwitchedOnAgainItsRoutesHaveToOpenFirst) {
  configure({});
  EXPECT_EQ(recorded<BecameUnavailable>(happens(Configured{sip_policy()}))->why, Outage::starting);
  EXPECT_EQ(screen(), Screen::offline);
  happens(RouteUp{Route::sip});
  EXPECT_EQ(screen(), Screen::waiting);
}

// A contact of a route that had been switched off was rung over it, because it was still open.
TEST_F(SwitchingOffTest, ARouteThatIsOffIsNeverRungOver) {
  Policy policy = sip_and_webrtc_policy();
  policy.sip.reset();
  policy.directory = {{ContactId{1}, guard}};
  configure(policy);
  EXPECT_THAT(only<StartLeg>(happens(ContactChosen{ContactId{1}})), IsEmpty());
}

class DirectoryTest : public ScenarioWithOperators {
 protected:
  DirectoryTest() {
    Policy policy = sip_and_webrtc_policy();
    policy.sip->button = SipButton::directory;
    policy.webrtc->button = std::nullopt;
    policy.directory = {{ContactId{1}, guard}, {ContactId{2}, {Route::webrtc, "porters"}}};
    configure(policy);
  }
};

TEST_F(DirectoryTest, TheButtonOpensItForAWhile) {
  EXPECT_THAT(happens(ButtonPressed{}), ElementsAre(Show{Screen::directory}));
  EXPECT_THAT(wait(directory_shown), ElementsAre(Show{Screen::waiting}));
}

// A visitor who is still looking for a name.
TEST_F(DirectoryTest, EachTouchOnItHoldsItOpen) {
  happens(ButtonPressed{});
  EXPECT_THAT(wait(directory_shown - 1s), IsEmpty());
  EXPECT_THAT(happens(ButtonPressed{}), IsEmpty());
  EXPECT_THAT(wait(directory_shown - 1s), IsEmpty());
  EXPECT_THAT(wait(1s), ElementsAre(Show{Screen::waiting}));
}

TEST_F(DirectoryTest, AContactIsCalled) {
  happens(ButtonPressed{});
  EXPECT_THAT(only<StartLeg>(happens(ContactChosen{ContactId{1}})),
              ElementsAre(StartLeg{LegId{1}, guard}));
  EXPECT_EQ(screen(), Screen::ringing);
}

TEST_F(DirectoryTest, AGroupOfOperatorsIsAsked) {
  happens(ButtonPressed{});
  EXPECT_THAT(only<AskToJoin>(happens(ContactChosen{ContactId{2}})),
              ElementsAre(AskToJoin{CallId{1}, Ask::operators, "porters"}));
}

TEST_F(DirectoryTest, AContactThatIsNotInItCallsNobody) {
  EXPECT_THAT(happens(ContactChosen{ContactId{3}}), IsEmpty());
}

TEST_F(DirectoryTest, WhileOfflineCallsNobody) {
  happens(RouteDown{Route::sip, Outage::no_network});
  happens(RouteDown{Route::webrtc, Outage::no_network});
  EXPECT_THAT(happens(ContactChosen{ContactId{1}}), IsEmpty());
}

}  // namespace
}  // namespace portero::call
