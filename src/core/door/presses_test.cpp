#include "core/door/presses.hpp"

#include <gmock/gmock.h>

namespace portero::door {
namespace {

using namespace std::chrono_literals;

struct PressesTest : testing::Test {
  bool counts(base::Duration at) { return presses.counts(base::TimePoint{at}); }

  Presses presses;
};

TEST_F(PressesTest, TheFirstCountsHoweverEarly) { EXPECT_TRUE(counts(0s)); }

TEST_F(PressesTest, WhoTapsTwiceWantsItOnce) {
  EXPECT_TRUE(counts(1h));
  EXPECT_FALSE(counts(1h + 150ms));
  EXPECT_FALSE(counts(1h + Presses::one_wish - 1us));
  EXPECT_TRUE(counts(1h + Presses::one_wish));
}

// Who chose a name by a double tap does not cancel the call that it begins.
TEST_F(PressesTest, WhatWasUnderstoodOtherwiseIsNoPressEither) {
  EXPECT_TRUE(counts(0s));
  presses.understood(base::TimePoint{900ms});
  EXPECT_FALSE(counts(1100ms));
  EXPECT_TRUE(counts(1900ms));
}

// A drop of water must not keep the button from whoever comes.
TEST_F(PressesTest, WhatWasPassedOverHoldsNobodyUp) {
  int counted = 0;
  for (base::Duration at = 0s; at < 10s; at += 100ms) counted += counts(at) ? 1 : 0;
  EXPECT_EQ(counted, 10);
}

}  // namespace
}  // namespace portero::door
