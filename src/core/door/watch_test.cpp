#include "core/door/watch.hpp"

#include <gmock/gmock.h>

namespace portero::door {
namespace {

using namespace std::chrono_literals;
using testing::Eq;
using testing::Optional;

constexpr base::TimePoint start{1h};

Pulse pulse(std::uint8_t number, base::Duration hold = 3s) {
  return {CommandId{{number}}, hold, start + 1h};
}

struct WatchTest : testing::Test {
  void tells(const decltype(Report::what)& what, base::Duration at) {
    watch.told({what, start + at});
  }
  void is_ready() {
    watch.started(start);
    tells(Ready{}, 0s);
  }
  std::optional<base::Duration> killed_at() const {
    const auto deadline = watch.next_deadline();
    return deadline ? std::optional{deadline->at - start} : std::nullopt;
  }

  Watch watch;
};

TEST_F(WatchTest, ExpectsNothingOfAProcessAtRest) {
  is_ready();
  EXPECT_THAT(killed_at(), Eq(std::nullopt));
  EXPECT_FALSE(watch.may_be_open());
}

TEST_F(WatchTest, AProcessThatDoesNotGetReadyIsKilled) {
  watch.started(start);
  EXPECT_THAT(killed_at(), Optional(Eq(Watch::start_limit)));
}

TEST_F(WatchTest, AProcessThatDoesNotAnswerIsKilled) {
  is_ready();
  ASSERT_TRUE(watch.sends(pulse(1), start + 1s));
  EXPECT_TRUE(watch.may_be_open());
  EXPECT_THAT(killed_at(), Optional(Eq(1s + Watch::answer_limit)));
}

// It may have opened the line before it stopped.
TEST_F(WatchTest, TheAnswerToAShortPulseIsNotAwaitedForLonger) {
  is_ready();
  ASSERT_TRUE(watch.sends(pulse(1, 10s), start));
  ASSERT_TRUE(watch.sends(pulse(2, 100ms), start + 1ms));
  EXPECT_THAT(killed_at(), Optional(Eq(101ms + Watch::fall_back_limit)));
}

TEST_F(WatchTest, WhatIsAskedBeforeItIsReadyIsAnsweredAfterwards) {
  watch.started(start);
  ASSERT_TRUE(watch.sends(pulse(1), start));
  EXPECT_THAT(killed_at(), Optional(Eq(Watch::start_limit)));
  tells(Ready{}, 500ms);
  EXPECT_THAT(killed_at(), Optional(Eq(500ms + Watch::answer_limit)));
}

TEST_F(WatchTest, AnOpenLineHasToFallBackAfterItsHoldTime) {
  is_ready();
  ASSERT_TRUE(watch.sends(pulse(1), start));
  tells(LineOpened{pulse(1).command}, 10ms);
  EXPECT_THAT(killed_at(), Optional(Eq(3010ms + Watch::fall_back_limit)));
  tells(LineClosed{}, 3010ms);
  EXPECT_THAT(killed_at(), Eq(std::nullopt));
  EXPECT_FALSE(watch.may_be_open());
}

TEST_F(WatchTest, AShorterPulseLeavesTheTimeOfALongerOne) {
  is_ready();
  ASSERT_TRUE(watch.sends(pulse(1, 10s), start));
  tells(LineOpened{pulse(1).command}, 0s);
  ASSERT_TRUE(watch.sends(pulse(2, 1s), start + 1s));
  tells(HoldLengthened{pulse(2).command}, 1s);
  EXPECT_THAT(killed_at(), Optional(Eq(10s + Watch::fall_back_limit)));
}

TEST_F(WatchTest, ARefusedPulseHoldsNothingOpen) {
  is_ready();
  ASSERT_TRUE(watch.sends(pulse(1), start));
  tells(PulseRefused{pulse(1).command, Objection::repeated}, 0s);
  EXPECT_FALSE(watch.may_be_open());
  EXPECT_THAT(killed_at(), Eq(std::nullopt));
}

// The line closed while the next pulse was under way: what is told of the first one says nothing of
// the second.
TEST_F(WatchTest, TheEndOfOnePulseIsNotTheEndOfTheNext) {
  is_ready();
  ASSERT_TRUE(watch.sends(pulse(1), start));
  tells(LineOpened{pulse(1).command}, 0s);
  ASSERT_TRUE(watch.sends(pulse(2), start + 3s));
  tells(LineClosed{}, 3s);
  EXPECT_TRUE(watch.may_be_open());
  EXPECT_THAT(killed_at(), Optional(Eq(3s + Watch::answer_limit)));
  tells(LineOpened{pulse(2).command}, 3s);
  EXPECT_THAT(killed_at(), Optional(Eq(6s + Watch::fall_back_limit)));
}

TEST_F(WatchTest, OfAProcessThatEndedNothingIsExpected) {
  is_ready();
  ASSERT_TRUE(watch.sends(pulse(1), start));
  watch.ended();
  EXPECT_FALSE(watch.may_be_open());
  EXPECT_THAT(killed_at(), Eq(std::nullopt));
}

TEST_F(WatchTest, SendsNoMoreThanItCanRemember) {
  is_ready();
  for (std::uint8_t number = 1; number <= Watch::pulses_unanswered; ++number)
    ASSERT_TRUE(watch.sends(pulse(number), start));
  EXPECT_FALSE(watch.sends(pulse(99), start));
  tells(LineOpened{pulse(1).command}, 0s);
  EXPECT_TRUE(watch.sends(pulse(99), start));
}

}  // namespace
}  // namespace portero::door
