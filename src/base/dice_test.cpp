#include "base/dice.hpp"

#include <gtest/gtest.h>

namespace portero::base {
namespace {

using namespace std::chrono_literals;

TEST(Dice, TellTheSameStoryForTheSameKey) {
  Dice one{7};
  Dice same{7};
  Dice other{8};
  const std::uint64_t first = one.next();
  EXPECT_EQ(first, same.next());
  EXPECT_NE(first, other.next());
  EXPECT_NE(first, one.next());
}

TEST(Dice, FallBetweenBothEndsIncluded) {
  Dice dice{1};
  bool low = false;
  bool high = false;
  for (int i = 0; i < 200; ++i) {
    const int number = dice.between(3, 5);
    ASSERT_GE(number, 3);
    ASSERT_LE(number, 5);
    low = low || number == 3;
    high = high || number == 5;
    const Duration pause = dice.between(Duration{1s}, Duration{2s});
    ASSERT_GE(pause, 1s);
    ASSERT_LE(pause, 2s);
  }
  EXPECT_TRUE(low);
  EXPECT_TRUE(high);
}

}  // namespace
}  // namespace portero::base
