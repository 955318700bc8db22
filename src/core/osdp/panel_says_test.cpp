#include "core/osdp/panel_says.hpp"

#include "core/osdp/peripheral_for_tests.hpp"

namespace portero::osdp {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr PanelAnswered granted{access::PanelOutcome::granted};
constexpr PanelAnswered denied{access::PanelOutcome::denied};

struct PanelSaysTest : PeripheralTest {
  PanelSaysTest() {
    ask(Command::poll);
    ask(Command::led, permanent_led(Colour::red));
    told();
  }
  void give_card() {
    offer(first_command);
    ask(Command::poll);
    told();
  }
  // What it tells beside that the card was fetched.
  Events said(Command code, const Bytes& data) {
    EXPECT_THAT(ask(code, data), IsReply(Reply::ack));
    Events events = told();
    std::erase(events, Event{CardFetched{first_command}});
    return events;
  }
};

TEST_F(PanelSaysTest, GreenIsGrantedAndRedIsDenied) {
  give_card();
  EXPECT_THAT(said(Command::led, temporary_led(Colour::green)),
              ElementsAre(LedShown{Colour::green, true}, granted));
  give_card();
  EXPECT_THAT(said(Command::led, temporary_led(Colour::red)),
              ElementsAre(LedShown{Colour::red, true}, denied));
}

TEST_F(PanelSaysTest, AmberIsNoAnswer) {
  give_card();
  EXPECT_THAT(said(Command::led, temporary_led(Colour::amber)),
              ElementsAre(LedShown{Colour::amber, true}));
  EXPECT_THAT(said(Command::led, temporary_led(Colour::green)),
              ElementsAre(LedShown{Colour::green, true}, granted));
}

TEST_F(PanelSaysTest, AnswersOnce) {
  give_card();
  said(Command::led, temporary_led(Colour::green));
  EXPECT_THAT(said(Command::led, temporary_led(Colour::red)),
              ElementsAre(LedShown{Colour::red, true}));
}

TEST_F(PanelSaysTest, AnswersNobodyWhereNoCardWasGiven) {
  EXPECT_THAT(said(Command::led, temporary_led(Colour::green)),
              ElementsAre(LedShown{Colour::green, true}));
  EXPECT_THAT(said(Command::out, {0, 2, 0, 0}), ElementsAre(OutputMoved{true}));
}

// A panel that lights red at rest says so again and again. It denied what it had not read yet.
TEST_F(PanelSaysTest, TheLightOfRestIsNoAnswer) {
  give_card();
  EXPECT_THAT(said(Command::led, permanent_led(Colour::red)),
              ElementsAre(LedShown{Colour::red, false}));
  EXPECT_THAT(said(Command::led, permanent_led(Colour::green)),
              ElementsAre(LedShown{Colour::green, false}, granted));
}

TEST_F(PanelSaysTest, AnAnswerThatComesTooLateIsNone) {
  give_card();
  ask(Command::poll);
  for (base::Duration waited{}; waited < longest_awaited_answer; waited += 5s) {
    now += 5s;
    ask(Command::poll);
  }
  told();
  EXPECT_THAT(said(Command::led, temporary_led(Colour::green)),
              ElementsAre(LedShown{Colour::green, true}));
}

// What comes before it was read answers the card before it.
TEST_F(PanelSaysTest, AnAnswerToACardIsNoneToTheNext) {
  give_card();
  ask(Command::poll);
  offer(second_command);
  told();
  EXPECT_THAT(said(Command::led, temporary_led(Colour::green)),
              ElementsAre(LedShown{Colour::green, true}));
  EXPECT_THAT(ask(Command::poll), IsReply(Reply::raw));
  EXPECT_THAT(said(Command::led, temporary_led(Colour::red)),
              ElementsAre(CardFetched{second_command}, LedShown{Colour::red, true}, denied));
}

TEST_F(PanelSaysTest, NoAnswerCountsWhileTheNextCardWaits) {
  give_card();
  offer(second_command);
  EXPECT_THAT(ask(Command::led, temporary_led(Colour::green)), IsReply(Reply::ack));
  EXPECT_THAT(told(), ElementsAre(CardFetched{first_command}, LedShown{Colour::green, true}));
}

TEST_F(PanelSaysTest, AnActiveOutputIsGranted) {
  give_card();
  EXPECT_THAT(said(Command::out, {0, 5, 20, 0}), ElementsAre(OutputMoved{true}, granted));
  EXPECT_EQ(ask(Command::ostat)->data, Bytes{1});
  EXPECT_EQ(device.next_deadline()->at, now + 2s);
  wait(2s);
  EXPECT_THAT(told(), ElementsAre(OutputMoved{false}));
  EXPECT_EQ(ask(Command::ostat)->data, Bytes{0});
}

TEST_F(PanelSaysTest, ATemporaryLightGoesBack) {
  said(Command::led, temporary_led(Colour::green));
  wait(3s - 1us);
  EXPECT_THAT(told(), IsEmpty());
  wait(1us);
  EXPECT_THAT(told(), ElementsAre(LedShown{Colour::red, false}));
}

TEST_F(PanelSaysTest, OneThatBlinksHasItsLitColour) {
  Bytes blinking = temporary_led(Colour::black);
  blinking[4] = 1;
  blinking[6] = static_cast<std::uint8_t>(Colour::green);
  EXPECT_THAT(said(Command::led, blinking), ElementsAre(LedShown{Colour::green, true}));
}

TEST_F(PanelSaysTest, OthersLightsAndOutputsAreNotOurs) {
  Bytes of_another = temporary_led(Colour::green);
  of_another[1] = 1;
  EXPECT_THAT(said(Command::led, of_another), IsEmpty());
  EXPECT_THAT(said(Command::out, {1, 2, 0, 0}), IsEmpty());
}

TEST_F(PanelSaysTest, SeveralRecordsCountInTheirOrder) {
  Bytes both = temporary_led(Colour::amber);
  const Bytes then = temporary_led(Colour::green);
  both.insert(both.end(), then.begin(), then.end());
  EXPECT_THAT(said(Command::led, both),
              ElementsAre(LedShown{Colour::amber, true}, LedShown{Colour::green, true}));
}

TEST_F(PanelSaysTest, TellsBuzzerAndText) {
  EXPECT_THAT(said(Command::buz, {0, 2, 1, 1, 3}), ElementsAre(BuzzerSounded{true}));
  EXPECT_THAT(said(Command::buz, {0, 1, 0, 0, 0}), ElementsAre(BuzzerSounded{false}));
  EXPECT_THAT(said(Command::text, {0, 1, 0, 1, 1, 3, 'o', 7, 'k'}), ElementsAre(TextShown{"o k"}));
}

}  // namespace
}  // namespace portero::osdp
