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

constexpr RunId kRun{7};
const TimePoint kNow{100s};
constexpr Circumstances kInCall{
    .intercom_on = true, .in_call = true, .dial_key_on = true, .something_to_open = true};

CommandId command(int number) {
  std::array<std::uint8_t, 16> bytes{};
  bytes[0] = static_cast<std::uint8_t>(number);
  bytes[1] = static_cast<std::uint8_t>(number >> 8);
  return CommandId{bytes};
}

Request request(int number, TimePoint issued = kNow) {
  return {command(number), kRun, issued, "201", Way::dial_key};
}

Refused refused(const Request& asked, Why why) { return {asked, why}; }

class UnlocksTest : public testing::Test {
 protected:
  Unlocks unlocks_{kRun};
};

TEST_F(UnlocksTest, GrantsAnOperatorInACall) {
  const Decision decision = unlocks_.decide(request(1), kInCall, kNow);
  ASSERT_TRUE(std::holds_alternative<Granted>(decision));
  EXPECT_EQ(std::get<Granted>(decision).request(), request(1));
}

TEST_F(UnlocksTest, GrantsACommandOnlyOnce) {
  ASSERT_TRUE(std::holds_alternative<Granted>(unlocks_.decide(request(1), kInCall, kNow)));
  EXPECT_THAT(unlocks_.decide(request(1), kInCall, kNow + 1s),
              VariantWith<Repeated>(Repeated{command(1), Opened{}}));
}

TEST_F(UnlocksTest, GrantsEachOfTwoCommands) {
  ASSERT_TRUE(std::holds_alternative<Granted>(unlocks_.decide(request(1), kInCall, kNow)));
  EXPECT_TRUE(std::holds_alternative<Granted>(unlocks_.decide(request(2), kInCall, kNow)));
}

TEST_F(UnlocksTest, TellsTheRefusalOfACommandThatComesAgainEvenWhenACallHasBegunSince) {
  Circumstances outside = kInCall;
  outside.in_call = false;
  ASSERT_THAT(unlocks_.decide(request(1), outside, kNow),
              VariantWith<Refused>(refused(request(1), Why::outside_call)));
  EXPECT_THAT(unlocks_.decide(request(1), kInCall, kNow + 1s),
              VariantWith<Repeated>(Repeated{command(1), Why::outside_call}));
}

TEST_F(UnlocksTest, TellsWhatBecameOfACommandThatComesAgain) {
  ASSERT_TRUE(std::holds_alternative<Granted>(unlocks_.decide(request(1), kInCall, kNow)));
  unlocks_.note(command(1), PanelOutcome::denied);
  EXPECT_THAT(unlocks_.decide(request(1), kInCall, kNow + 1s),
              VariantWith<Repeated>(Repeated{command(1), PanelOutcome::denied}));
}

TEST_F(UnlocksTest, RefusesACommandOlderThanItsLife) {
  const Request old = request(1, kNow - kCommandLife - 1us);
  EXPECT_THAT(unlocks_.decide(old, kInCall, kNow),
              VariantWith<Refused>(refused(old, Why::expired)));
  const Request just_in_time = request(2, kNow - kCommandLife);
  EXPECT_TRUE(std::holds_alternative<Granted>(unlocks_.decide(just_in_time, kInCall, kNow)));
}

TEST_F(UnlocksTest, RefusesACommandFromTheFuture) {
  const Request early = request(1, kNow + kCommandLife + 1us);
  EXPECT_THAT(unlocks_.decide(early, kInCall, kNow),
              VariantWith<Refused>(refused(early, Why::from_the_future)));
}

// A sender whose clock is 4 s ahead issues a command that stays valid for 9 s of ours. Had its id
// been forgotten after 5 s, a copy held back by the network would have opened the door again.
TEST_F(UnlocksTest, RemembersACommandForAsLongAsItCouldBeObeyed) {
  const Request ahead = request(1, kNow + 4s);
  ASSERT_TRUE(std::holds_alternative<Granted>(unlocks_.decide(ahead, kInCall, kNow)));
  EXPECT_THAT(unlocks_.decide(ahead, kInCall, kNow + 9s),
              VariantWith<Repeated>(Repeated{command(1), Opened{}}));
  EXPECT_THAT(unlocks_.decide(ahead, kInCall, kNow + 9s + 1us),
              VariantWith<Refused>(refused(ahead, Why::expired)));
}

TEST_F(UnlocksTest, RefusesACommandMeantForAnEarlierRun) {
  Request earlier = request(1);
  earlier.run = RunId{6};
  EXPECT_THAT(unlocks_.decide(earlier, kInCall, kNow),
              VariantWith<Refused>(refused(earlier, Why::earlier_run)));
}

TEST_F(UnlocksTest, SaysWhichCircumstanceForbids) {
  const auto why_without = [this](bool Circumstances::* condition, int number) {
    Circumstances circumstances = kInCall;
    circumstances.*condition = false;
    return std::get<Refused>(unlocks_.decide(request(number), circumstances, kNow)).why;
  };
  EXPECT_EQ(why_without(&Circumstances::intercom_on, 1), Why::intercom_off);
  EXPECT_EQ(why_without(&Circumstances::in_call, 2), Why::outside_call);
  EXPECT_EQ(why_without(&Circumstances::dial_key_on, 3), Why::dial_key_off);
  EXPECT_EQ(why_without(&Circumstances::something_to_open, 4), Why::nothing_to_open);
}

TEST_F(UnlocksTest, TheDialKeySwitchConcernsOnlyKeys) {
  Circumstances no_keys = kInCall;
  no_keys.dial_key_on = false;
  Request click = request(1);
  click.way = Way::data_channel;
  EXPECT_TRUE(std::holds_alternative<Granted>(unlocks_.decide(click, no_keys, kNow)));
}

TEST_F(UnlocksTest, RefusesMoreCommandsThanItCanRemember) {
  for (int number = 0; number < static_cast<int>(kCommandsRemembered); ++number)
    ASSERT_TRUE(std::holds_alternative<Granted>(unlocks_.decide(request(number), kInCall, kNow)));
  const Request one_more = request(1000);
  EXPECT_THAT(unlocks_.decide(one_more, kInCall, kNow),
              VariantWith<Refused>(refused(one_more, Why::too_many)));
  const Request later = request(1001, kNow + kCommandLife + 1us);
  EXPECT_TRUE(
      std::holds_alternative<Granted>(unlocks_.decide(later, kInCall, kNow + kCommandLife + 1us)));
}

TEST(Outcome, EveryRefusalHasItsSentence) {
  for (int why = 0; why <= static_cast<int>(Why::too_many); ++why)
    EXPECT_TRUE(explanation(static_cast<Why>(why)).ends_with('.')) << why;
}

}  // namespace
}  // namespace portero::access
