#include "core/events/history.hpp"

#include <gmock/gmock.h>

namespace portero::events {
namespace {

using namespace std::chrono_literals;
using testing::DoubleEq;
using testing::Eq;

constexpr base::TimePoint started{1h};
constexpr Time noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + 12h};
const call::Party reception{call::Route::sip, "201"};

TEST(CallRecords, ACallBeginsWithThePress) {
  const auto record =
      record_of(call::CallRequested{call::CallId{1}, {reception}}, "f1-1", {started, noon});
  EXPECT_THAT(record, testing::Optional(CallRecord{.call = "f1-1", .began = noon, .who = "201"}));
}

TEST(CallRecords, ACallToTheDoorBeginsWithItsAnswer) {
  const auto record =
      record_of(call::CallAnswered{call::CallId{1}, call::Direction::to_door, reception}, "f1-1",
                {started, noon});
  EXPECT_THAT(record, testing::Optional(CallRecord{.call = "f1-1",
                                                   .direction = call::Direction::to_door,
                                                   .began = noon,
                                                   .answered = noon,
                                                   .who = "201"}));
}

TEST(CallRecords, TheTimesOfACallAreThoseOfTheDay) {
  const call::CallEnded ended{.call = call::CallId{1},
                              .direction = call::Direction::from_door,
                              .began = started,
                              .answered = started + 5s,
                              .ended = started + 65s,
                              .why = call::CallEnd::operator_hung_up,
                              .parties = {reception, {call::Route::webrtc, "ana"}},
                              .unlocks = 2};
  const auto record = record_of(ended, "f1-1", {started + 65s, noon + 65s});
  EXPECT_THAT(record, testing::Optional(CallRecord{.call = "f1-1",
                                                   .began = noon,
                                                   .answered = noon + 5s,
                                                   .ended = noon + 65s,
                                                   .who = "201, ana",
                                                   .why = "operator_hung_up",
                                                   .unlocks = 2}));
}

TEST(CallRecords, NoOtherFactChangesOne) {
  EXPECT_THAT(record_of(call::BecameAvailable{}, "", {started, noon}), Eq(std::nullopt));
}

TEST(CallQuality, IsToldInShares) {
  const auto quality = quality_of({.packets_received = 75,
                                   .packets_lost = 25,
                                   .jitter_us = 1500,
                                   .round_trip_us = 20'000,
                                   .far_loss_share = 0.5});
  ASSERT_TRUE(quality);
  if (!quality) return;
  EXPECT_THAT(quality->loss_percent, DoubleEq(25));
  EXPECT_THAT(quality->far_loss_percent, DoubleEq(50));
  EXPECT_THAT(quality->jitter_ms, DoubleEq(1.5));
  EXPECT_THAT(quality->round_trip_ms, DoubleEq(20));
}

TEST(CallQuality, IsUnknownWhereNothingCame) {
  EXPECT_THAT(quality_of({.packets_sent = 100}), Eq(std::nullopt));
}

}  // namespace
}  // namespace portero::events
