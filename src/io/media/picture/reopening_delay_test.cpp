#include "io/media/picture/reopening_delay.hpp"

#include <gtest/gtest.h>

namespace portero::picture {
namespace {

using namespace std::chrono_literals;

TEST(ReopeningDelayTest, GrowsUpToItsLimit) {
  ReopeningDelay delay;
  for (const auto expected : {500ms, 1000ms, 2000ms, 4000ms, 5000ms, 5000ms})
    EXPECT_EQ(delay.after(100ms), expected);
}

TEST(ReopeningDelayTest, BeginsAnewAfterASourceThatWentWell) {
  ReopeningDelay delay;
  for (int i = 0; i < 5; ++i) (void)delay.after(9s);
  EXPECT_EQ(delay.after(10s), 500ms);
  EXPECT_EQ(delay.after(0s), 1s);
}

}  // namespace
}  // namespace portero::picture
