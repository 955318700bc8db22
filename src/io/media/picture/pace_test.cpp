#include "io/media/picture/pace.hpp"

#include <vector>

#include <gmock/gmock.h>

namespace portero::picture {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class PaceTest : public testing::Test {
 protected:
  // How many of a second's frames it takes.
  int taken_of(int source_fps, std::chrono::milliseconds jitter = 0ms) {
    int taken = 0;
    for (int i = 0; i < source_fps; ++i)
      taken += pace_.takes(10s + i * Pace::Time{1s} / source_fps + (i % 2 == 0 ? jitter : -jitter));
    return taken;
  }

  Pace pace_{25};
};

TEST_F(PaceTest, TakesAllOfASourceThatBringsNoMore) {
  EXPECT_EQ(taken_of(25), 25);
  EXPECT_EQ(taken_of(15), 15);
}

TEST_F(PaceTest, TakesAllOfOneThatJitters) { EXPECT_EQ(taken_of(25, 15ms), 25); }

TEST_F(PaceTest, LeavesOutWhatIsTooMuch) {
  EXPECT_NEAR(taken_of(30), 25, 1);
  EXPECT_NEAR(taken_of(60), 25, 1);
}

TEST_F(PaceTest, LeavesOutEvenly) {
  pace_.set(5);
  std::vector<int> taken;
  for (int i = 0; i < 25; ++i)
    if (pace_.takes(10s + i * 40ms)) taken.push_back(i);
  EXPECT_THAT(taken, ElementsAre(0, 2, 7, 12, 17, 22));
}

TEST_F(PaceTest, GoesOnAfterAGapAndWhenTimeGoesBack) {
  EXPECT_TRUE(pace_.takes(100s));
  EXPECT_TRUE(pace_.takes(200s));
  EXPECT_FALSE(pace_.takes(200s + 5ms));
  EXPECT_TRUE(pace_.takes(50s));
  EXPECT_FALSE(pace_.takes(50s + 5ms));
  EXPECT_TRUE(pace_.takes(50s + 40ms));
}

}  // namespace
}  // namespace portero::picture
