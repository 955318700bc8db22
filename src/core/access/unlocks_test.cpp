#include "core/access/unlocks.hpp"

#include <type_traits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::access {
namespace {

using namespace std::chrono_literals;
using base::TimePoint;
using testing::VariantWith;

static_assert(!std::is_default_constructible_v<Granted>, "a grant could come from nowhere");
static_assert(!std::is_constructible_v<Granted, Request>, "anybody could grant");

constexpr RunId this_run{7};
const TimePoint start{100s};
constexpr Circumstances during_a_call{
    .intercom_on = true, .in_call = true, .dial_key_on = true, .something_to_open = true};

CommandId command(int number) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[0] = static_cast<std::uint8_t>(number);
  bytes[1] = static_cast<std::uint8_t>(number >> 8);
  return CommandId{bytes};
}

Request request(int number, TimePoint issued = start) {
  return {command(number), this_run, issued, "201", Way::dial_key};
}

Refused refused(const Request& asked, Why why) { return {asked, why}; }

class UnlocksTest : public testing::Test {
 protected:
  Unlocks unlocks_{this_run};
};

TEST_F(UnlocksTest, GrantsAnOperatorInACall) {
  const Decision decision = unlocks_.decide(request(1), during_a_call, start);
  ASSERT_TRUE(std::holds_alternative<Granted>(decision));
  EXPECT_EQ(std::get<Granted>(decision).request(), request(1));
}

TEST_F(UnlocksTest, GrantsACommandOnlyOnce) {
  ASSERT_TRUE(std::holds_alternative<Granted>(unlocks_.decide(request(1), during_a_call, start)));
  EXPECT_THAT(unlocks_.decide(request(1), during_a_call, start + 1s),
              VariantWith<Repeated>(Repeated{command(1), Opened{}}));
}

TEST_F(UnlocksTest, GrantsEachOfTwoCommands) {
  ASSERT_TRUE(std::holds_alternative<Granted>(unlocks_.decide(request(1), during_a_call, start)));
  EXPECT_TRUE(std::holds_alternative<Granted>(unlocks_.decide(request(2), during_a_call, start)));
}

TEST_F(UnlocksTest, TellsTheRefusalOfACommandThatComesAgainEvenWhenACallHasBegunSince) {
  Circumstances outside = during_a_call;
  outside.in_call = false;
  ASSERT_THAT(unlocks_.decide(request(1), outside, start),
              VariantWith<Refused>(refused(request(1), Why::outside_call)));
  EXPECT_THAT(unlocks_.decide(request(1), during_a_call, start + 1s),
              VariantWith<Repeated>(Repeated{command(1), Why::outside_call}));
}

TEST_F(UnlocksTest, TellsWhatBecameOfACommandThatComesAgain) {
  ASSERT_TRUE(std::holds_alternative<Granted>(unlocks_.decide(request(1), during_a_call, start)));
  unlocks_.note(command(1), PanelOutcome::denied);
  EXPECT_THAT(unlocks_.decide(request(1), during_a_call, start + 1s),
              VariantWith<Repeated>(Repeated{command(1), PanelOutcome::denied}));
}

TEST_F(UnlocksTest, RefusesACommandOlderThanItsLife) {
  const Request old = request(1, start - command_life - 1us);
  EXPECT_THAT(unlocks_.decide(old, during_a_call, start),
              VariantWith<Refused>(refused(old, Why::expired)));
  const Request just_in_time = request(2, start - command_life);
  EXPECT_TRUE(std::holds_alternative<Granted>(unlocks_.decide(just_in_time, during_a_call, start)));
}

TEST_F(UnlocksTest, RefusesACommandFromTheFuture) {
  const Request early = request(1, start + command_life + 1us);
  EXPECT_THAT(unlocks_.decide(early, during_a_call, start),
              VariantWith<Refused>(refused(early, Why::from_the_future)));
}

// A sender whose clock is 4 s ahead issues a command that stays valid for 9 s of ours. Had its id
// been forgotten after 5 s, a copy held back by the network would have opened the door again.
TEST_F(UnlocksTest, RemembersACommandForAsLongAsItCouldBeObeyed) {
  const Request ahead = request(1, start + 4s);
  ASSERT_TRUE(std::holds_alternative<Granted>(unlocks_.decide(ahead, during_a_call, start)));
  EXPECT_THAT(unlocks_.decide(ahead, during_a_call, start + 9s),
              VariantWith<Repeated>(Repeated{command(1), Opened{}}));
  EXPECT_THAT(unlocks_.decide(ahead, during_a_call, start + 9s + outcome_told + 1us),
              VariantWith<Refused>(refused(ahead, Why::expired)));
}

TEST_F(UnlocksTest, RefusesACommandMeantForAnEarlierRun) {
  Request earlier = request(1);
  earlier.run = RunId{6};
  EXPECT_THAT(unlocks_.decide(earlier, during_a_call, start),
              VariantWith<Refused>(refused(earlier, Why::earlier_run)));
}

TEST_F(UnlocksTest, SaysWhichCircumstanceForbids) {
  const auto why_without = [this](bool Circumstances::* condition, int number) {
    Circumstances circumstances = during_a_call;
    circumstances.*condition = false;
    return std::get<Refused>(unlocks_.decide(request(number), circumstances, start)).why;
  };
  EXPECT_EQ(why_without(&Circumstances::intercom_on, 1), Why::intercom_off);
  EXPECT_EQ(why_without(&Circumstances::in_call, 2), Why::outside_call);
  EXPECT_EQ(why_without(&Circumstances::dial_key_on, 3), Why::dial_key_off);
  EXPECT_EQ(why_without(&Circumstances::something_to_open, 4), Why::nothing_to_open);
}

TEST_F(UnlocksTest, TheDialKeySwitchConcernsOnlyKeys) {
  Circumstances no_keys = during_a_call;
  no_keys.dial_key_on = false;
  Request click = request(1);
  click.way = Way::data_channel;
  EXPECT_TRUE(std::holds_alternative<Granted>(unlocks_.decide(click, no_keys, start)));
}

TEST_F(UnlocksTest, RefusesMoreCommandsThanItCanRemember) {
  for (int number = 0; number < static_cast<int>(commands_remembered); ++number)
    ASSERT_TRUE(
        std::holds_alternative<Granted>(unlocks_.decide(request(number), during_a_call, start)));
  const Request one_more = request(1000);
  EXPECT_THAT(unlocks_.decide(one_more, during_a_call, start),
              VariantWith<Refused>(refused(one_more, Why::too_many)));
  const Request later = request(1001, start + command_life + 1us);
  EXPECT_TRUE(std::holds_alternative<Granted>(
      unlocks_.decide(later, during_a_call, start + command_life + 1us)));
}

// A click whose answer was lost was repeated 6 s later and told 'expired, send it again': the
// operator clicked once more, and the door opened twice for one wish.
TEST_F(UnlocksTest, ACommandThatWasGrantedIsNeverCalledExpired) {
  ASSERT_TRUE(std::holds_alternative<Granted>(unlocks_.decide(request(1), during_a_call, start)));
  EXPECT_THAT(unlocks_.decide(request(1), during_a_call, start + outcome_told),
              VariantWith<Repeated>(Repeated{command(1), Opened{}}));
}

// A server that sends its queue after our restart, or a clock that is a year ahead, once filled the
// memory of commands: the good one that came next was told 'too many'.
TEST_F(UnlocksTest, AFloodOfRefusedCommandsKeepsNoGoodOneOut) {
  for (int number = 0; number < 3 * static_cast<int>(commands_remembered); ++number) {
    Request hopeless = request(number);
    if (number % 3 == 0) hopeless.run = RunId{6};
    if (number % 3 == 1) hopeless.issued = start + 24h * 365;
    if (number % 3 == 2) hopeless.issued = start - 1h;
    ASSERT_TRUE(std::holds_alternative<Refused>(unlocks_.decide(hopeless, during_a_call, start)));
  }
  EXPECT_TRUE(
      std::holds_alternative<Granted>(unlocks_.decide(request(9999), during_a_call, start)));
}

TEST_F(UnlocksTest, TimesAtTheEdgeOfWhatCanBeSaidAreOnlyRefused) {
  const Request first = request(1, TimePoint::min());
  EXPECT_THAT(unlocks_.decide(first, during_a_call, start),
              VariantWith<Refused>(refused(first, Why::expired)));
  const Request last = request(2, TimePoint::max());
  EXPECT_THAT(unlocks_.decide(last, during_a_call, start),
              VariantWith<Refused>(refused(last, Why::from_the_future)));
}

TEST_F(UnlocksTest, WantsAPasskeyOnlyWhereTheCircumstancesDo) {
  Circumstances at_rest = during_a_call;
  at_rest.passkey_wanted = true;
  EXPECT_THAT(unlocks_.decide(request(1), at_rest, start),
              VariantWith<Refused>(refused(request(1), Why::needs_passkey)));
  Request verified = request(2);
  verified.verified = true;
  EXPECT_TRUE(std::holds_alternative<Granted>(unlocks_.decide(verified, at_rest, start)));
}

TEST(Outcome, EveryRefusalHasItsSentence) {
  for (int why = 0; why <= static_cast<int>(Why::too_many); ++why)
    EXPECT_TRUE(explanation(static_cast<Why>(why)).ends_with('.')) << why;
}

}  // namespace
}  // namespace portero::access
