#include "core/call/dialling.hpp"

#include "core/call/scenario.hpp"

namespace portero::call {
namespace {

class DiallingTest : public Scenario {
 protected:
  // What the shell tells whoever asked, and that the core agrees.
  void expect_objection(const DialObjection& objection) {
    EXPECT_EQ(call_.objection_to_dialling(), objection);
    EXPECT_THAT(happens(Dialled{guard.name}), IsEmpty());
  }
};

class DiallingWithOperatorsTest : public DiallingTest {
 protected:
  DiallingWithOperatorsTest() {
    configure(sip_and_webrtc_policy());
    happens(RouteUp{Route::webrtc});
  }
};

TEST_F(DiallingTest, RingsTheExtensionAsTheButtonRingsItsOwn) {
  EXPECT_EQ(call_.objection_to_dialling(), std::nullopt);
  EXPECT_THAT(happens(Dialled{guard.name}),
              ElementsAre(Record{CallRequested{CallId{1}, {guard}}}, StartLeg{LegId{1}, guard},
                          Show{Screen::ringing}));
}

TEST_F(DiallingTest, IsACallFromTheDoorWhenItIsAnswered) {
  happens(Dialled{guard.name});
  EXPECT_EQ(recorded<CallAnswered>(happens(LegAnswered{LegId{1}})),
            (CallAnswered{CallId{1}, Direction::from_door, guard}));
}

TEST_F(DiallingTest, NeedsNoCallButton) {
  Policy policy = sip_policy();
  policy.sip->button = SipButton::disabled;
  configure(policy);
  EXPECT_THAT(only<StartLeg>(happens(Dialled{guard.name})), ElementsAre(StartLeg{LegId{1}, guard}));
}

TEST_F(DiallingWithOperatorsTest, AsksNoOperators) {
  const Actions actions = happens(Dialled{guard.name});
  EXPECT_THAT(only<StartLeg>(actions), ElementsAre(StartLeg{LegId{1}, guard}));
  EXPECT_THAT(only<AskToJoin>(actions), IsEmpty());
}

TEST_F(DiallingTest, WorksWhileAnEarlierFailureIsShown) {
  happens(LegEnded{ring(), LegEnd::busy});
  EXPECT_THAT(happens(Dialled{guard.name}), Contains(Action{Show{Screen::ringing}}));
}

TEST_F(DiallingTest, IsRefusedWhileTheIntercomIsOff) {
  configure({});
  expect_objection(DialRefusal::disabled);
}

TEST_F(DiallingWithOperatorsTest, IsRefusedWhereOnlySipIsOff) {
  Policy policy = sip_and_webrtc_policy();
  policy.sip.reset();
  configure(policy);
  ASSERT_EQ(screen(), Screen::waiting);
  expect_objection(DialRefusal::sip_off);
}

TEST_F(DiallingTest, IsRefusedWhileOfflineWithTheReason) {
  happens(RouteDown{Route::sip, Outage::wrong_credentials});
  expect_objection(Outage::wrong_credentials);
}

TEST_F(DiallingWithOperatorsTest, IsRefusedWhileOnlyOperatorsCanBeReached) {
  happens(RouteDown{Route::sip, Outage::no_answer});
  ASSERT_EQ(screen(), Screen::waiting);
  expect_objection(Outage::no_answer);
}

TEST_F(DiallingTest, IsRefusedWhileItRings) {
  ring();
  expect_objection(DialRefusal::ringing);
}

TEST_F(DiallingTest, IsRefusedInACallOnHoldToo) {
  const LegId leg = talk();
  expect_objection(DialRefusal::in_call);
  happens(LegHeld{leg});
  expect_objection(DialRefusal::in_call);
}

TEST(DialObjection, IsToldAsAWordAndASentence) {
  EXPECT_EQ(code(DialRefusal::in_call), "in_call");
  EXPECT_EQ(explanation(DialRefusal::in_call), "The station is in a call. Hang up first.");
  EXPECT_EQ(code(DialObjection{Outage::no_network}), "offline");
  EXPECT_EQ(explanation(DialObjection{Outage::no_network}), explanation(Outage::no_network));
}

}  // namespace
}  // namespace portero::call
