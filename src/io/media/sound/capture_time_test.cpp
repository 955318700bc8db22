#include "io/media/sound/capture_time.hpp"

#include <chrono>

#include <gtest/gtest.h>

namespace portero::sound {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr base::TimePoint start = base::TimePoint{} + seconds(100);

TEST(CaptureTime, IsEvenThoughTheThreadIsNot) {
  CaptureTime time;
  base::TimePoint before = time.next(start);
  for (int i = 1; i < 1000; ++i) {
    const base::TimePoint told = time.next(start + i * frame_duration + milliseconds(i % 7));
    EXPECT_LE(std::chrono::abs(told - before - frame_duration), microseconds(110)) << i;
    before = told;
  }
}

TEST(CaptureTime, FollowsACardThatRunsFast) {
  CaptureTime time;
  base::TimePoint told;
  base::TimePoint measured = start;
  for (int i = 0; i < 60'000; ++i, measured += frame_duration - microseconds(3)) {
    told = time.next(measured);
  }
  EXPECT_LE(std::chrono::abs(told - measured), frame_duration + milliseconds(1));
}

TEST(CaptureTime, JumpsWhereFramesWereLost) {
  CaptureTime time;
  EXPECT_EQ(time.next(start), start);
  EXPECT_EQ(time.next(start + milliseconds(110)), start + milliseconds(110));
  EXPECT_EQ(time.next(start + milliseconds(120)), start + milliseconds(120));
}

}  // namespace
}  // namespace portero::sound
