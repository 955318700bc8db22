#include "core/door/button.hpp"

#include <gmock/gmock.h>

namespace portero::door {
namespace {

using namespace std::chrono_literals;

struct ButtonTest : testing::Test {
  bool closes(base::Duration at) { return button.handle(true, base::TimePoint{1h} + at); }
  bool opens(base::Duration at) { return button.handle(false, base::TimePoint{1h} + at); }

  Button button;
};

TEST_F(ButtonTest, TheFirstTouchIsThePress) { EXPECT_TRUE(closes(0ms)); }

TEST_F(ButtonTest, TheFirstTouchOfAllCountsHoweverEarly) {
  EXPECT_TRUE(button.handle(true, base::TimePoint{}));
}

TEST_F(ButtonTest, BouncesOfAPressAreNoPresses) {
  EXPECT_TRUE(closes(0ms));
  for (int bounce = 1; bounce < 20; ++bounce) {
    EXPECT_FALSE(opens(bounce * 2ms));
    EXPECT_FALSE(closes(bounce * 2ms + 1ms));
  }
}

TEST_F(ButtonTest, BouncesOfLettingGoAreNoPresses) {
  EXPECT_TRUE(closes(0s));
  EXPECT_FALSE(opens(2s));
  EXPECT_FALSE(closes(2s + 5ms));
  EXPECT_FALSE(opens(2s + 9ms));
}

TEST_F(ButtonTest, TheNextPressNeedsThatItWasLetGo) {
  EXPECT_TRUE(closes(0s));
  EXPECT_FALSE(closes(1s));
  EXPECT_FALSE(opens(2s));
  EXPECT_FALSE(closes(2s + Button::bounce_time - 1us));
  EXPECT_FALSE(opens(3s));
  EXPECT_TRUE(closes(3s + Button::bounce_time));
}

// The kernel looks at the level some microseconds after the edge: of a first touch that bounces, it
// may tell 'open' before it tells 'closed'.
TEST_F(ButtonTest, ATouchThatIsFirstToldAsOpenIsStillAPress) {
  EXPECT_FALSE(opens(0ms));
  EXPECT_TRUE(closes(1ms));
}

TEST_F(ButtonTest, HeldSinceTheStartItIsNotPressed) {
  EXPECT_FALSE(opens(0s));
  EXPECT_TRUE(closes(1s));
}

}  // namespace
}  // namespace portero::door
