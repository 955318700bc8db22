#include "base/time.hpp"

#include <gtest/gtest.h>

namespace portero::base {
namespace {

using namespace std::chrono_literals;

template <class Clock>
concept TellsTheTime = requires { Clock::now(); };

static_assert(!TellsTheTime<ProcessClock>, "a core could read a clock behind its caller's back");

TEST(Time, PointsAndDurationsAddUpToTheMicrosecond) {
  const TimePoint start{};
  EXPECT_EQ(start + 1s, start + 1'000'000us);
  EXPECT_EQ((start + 1500us) - start, 1500us);
}

TEST(Time, DeadlinesAreEqualByTimeAndReason) {
  const TimePoint at{5s};
  EXPECT_EQ((Deadline{at, "ring time-out"}), (Deadline{at, "ring time-out"}));
  EXPECT_NE((Deadline{at, "ring time-out"}), (Deadline{at, "far side vanished"}));
}

}  // namespace
}  // namespace portero::base
