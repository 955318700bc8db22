#include "io/media/sound/pace.hpp"

#include <gtest/gtest.h>

namespace portero::sound {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;

constexpr base::TimePoint start = base::TimePoint{} + hours(1);

TEST(Pace, WithoutAClockKeepsTimeHoweverLateTheThreadIs) {
  Pace pace;
  base::TimePoint now = pace.next(false, start);
  for (int i = 0; i < 6000; ++i) now = pace.next(false, now) + milliseconds(i % 9);
  EXPECT_EQ(pace.next(false, now), start + 6001 * frame_duration);
}

TEST(Pace, DoesNotCatchUpAfterAMachineSlept) {
  Pace pace;
  static_cast<void>(pace.next(false, start));
  EXPECT_EQ(pace.next(false, start + minutes(5)), start + minutes(5));
}

TEST(Pace, LeavesADeviceWithAClockAlone) {
  Pace pace;
  base::TimePoint now = start;
  for (int i = 0; i < 6000; ++i) {
    EXPECT_LE(pace.next(true, now), now);
    now += frame_duration - std::chrono::microseconds(5);  // 500 ppm fast
  }
}

TEST(Pace, HoldsBackADeviceThatOnlySaysItHasAClock) {
  Pace pace;
  base::TimePoint now = start;
  for (int i = 0; i < 6000; ++i) now = std::max(now, pace.next(true, now));
  EXPECT_NEAR(std::chrono::duration<double>(now - start).count(), 60, 0.5);
}

TEST(Pace, GoesOnAtOnceWhenTheClockIsGone) {
  Pace pace;
  base::TimePoint now = start;
  for (int i = 0; i < 100; ++i) now = std::max(now, pace.next(true, now));
  EXPECT_LE(pace.next(false, now), now + 2 * Pace::most_ahead);
}

}  // namespace
}  // namespace portero::sound
