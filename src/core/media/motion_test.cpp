#include "core/media/motion.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

#include <gtest/gtest.h>

namespace portero::media {
namespace {

using namespace std::chrono_literals;

// As a camera gives them that nobody watches.
constexpr base::Duration frame = 200ms;

// A porch with a bright sky, a dark door and a wall of stones.
double porch(std::size_t column, std::size_t row) {
  if (row < 5) return 190;
  if (column > 20 && column < 27) return 40;
  return 90 + 12 * std::sin(static_cast<double>(3 * column)) * std::cos(static_cast<double>(row));
}

struct MotionTest : testing::Test {
  using Scene = std::function<double(std::size_t column, std::size_t row)>;

  Thumbnail seen(const Scene& scene) {
    Thumbnail thumbnail;
    std::normal_distribution<double> noise{0, sigma};
    for (std::size_t row = 0; row < Thumbnail::rows; ++row)
      for (std::size_t column = 0; column < Thumbnail::columns; ++column)
        thumbnail.cells[row * Thumbnail::columns + column] = static_cast<std::uint8_t>(
            std::clamp(std::round(scene(column, row) + noise(dice)), 16.0, 235.0));
    return thumbnail;
  }
  // How often motion is told.
  int told(int frames, const std::function<double(int, std::size_t, std::size_t)>& scene) {
    int times = 0;
    for (int i = 0; i < frames; ++i, now += frame)
      times += motion.look(seen([&](auto column, auto row) { return scene(i, column, row); }), now);
    return times;
  }

  std::mt19937 dice{7};
  double sigma = 1;
  Motion motion;
  base::TimePoint now{};
};

// Of a width and height in cells, who goes to the right by a cell and a half each frame.
double walker(double from, int step, std::size_t column, std::size_t row) {
  const double left = from + 1.5 * step;
  const auto x = static_cast<double>(column);
  return row >= 3 && x >= left && x < left + 8 ? 60 + 25 * std::sin(x - left) : porch(column, row);
}

TEST_F(MotionTest, TellsOfSomebodyWhoWalksIn) {
  EXPECT_EQ(told(20, [](int, auto column, auto row) { return porch(column, row); }), 0);
  EXPECT_GE(told(16, [](int i, auto column, auto row) { return walker(-8, i, column, row); }), 1);
}

TEST_F(MotionTest, TellsAtMostOnceASecond) {
  const int times =
      told(50, [](int i, auto column, auto row) { return walker(-8, i % 16, column, row); });
  EXPECT_GE(times, 5);
  EXPECT_LE(times, 10);
}

TEST_F(MotionTest, TellsNothingOfWhoStandsStill) {
  EXPECT_EQ(told(50, [](int, auto column, auto row) { return walker(8, 0, column, row); }), 0);
}

// A camera at night.
TEST_F(MotionTest, NoiseIsNoMotion) {
  for (const double loud : {2.0, 4.0, 8.0}) {
    sigma = loud;
    EXPECT_EQ(told(500, [](int, auto column, auto row) { return porch(column, row) / 3; }), 0)
        << loud;
  }
}

TEST_F(MotionTest, SomebodyIsSeenThroughNoise) {
  sigma = 4;
  EXPECT_GE(told(16, [](int i, auto column, auto row) { return walker(-8, i, column, row); }), 1);
}

// A camera that adapts its exposure multiplies, one that lifts its black adds.
TEST_F(MotionTest, AChangeOfAllLightIsNoMotion) {
  EXPECT_EQ(told(100, [](int i, auto column,
                         auto row) { return porch(column, row) * (i / 10 % 2 == 0 ? 1.0 : 0.6); }),
            0);
  EXPECT_EQ(told(100, [](int i, auto column,
                         auto row) { return porch(column, row) + (i / 10 % 2 == 0 ? 0 : 30); }),
            0);
}

// Clouds, several times a minute: each frame is a little darker than the one before.
TEST_F(MotionTest, CloudsAreNoMotion) {
  EXPECT_EQ(
      told(300, [](int i, auto column,
                   auto row) { return porch(column, row) * (0.7 + 0.3 * std::cos(i / 12.0)); }),
      0);
}

// From black, where no line tells what becomes of a brightness; half of it, as a lamp does.
TEST_F(MotionTest, ALampThatIsSwitchedIsNoMotion) {
  EXPECT_EQ(told(40, [](int i, auto column,
                        auto row) { return i / 10 % 2 == 0 ? 17.0 : porch(column, row); }),
            0);
  EXPECT_EQ(told(40,
                 [](int i, auto column, auto row) {
                   return porch(column, row) + (i / 10 % 2 == 1 && column < 14 ? 40 : 0);
                 }),
            0);
}

TEST_F(MotionTest, SomebodyIsSeenWhileTheLightChanges) {
  EXPECT_GE(told(16, [](int i, auto column,
                        auto row) { return walker(-8, i, column, row) * (1 - 0.03 * i); }),
            1);
}

// The sun wanders, and shadows with it.
TEST_F(MotionTest, SlowDriftIsNoMotion) {
  EXPECT_EQ(told(1000,
                 [](int i, auto column, auto row) {
                   const double edge = i / 40.0 - static_cast<double>(column);
                   return porch(column, row) - 60 * std::clamp(edge, 0.0, 1.0);
                 }),
            0);
}

TEST_F(MotionTest, SomethingSmallIsNoMotion) {
  EXPECT_EQ(told(200,
                 [](int i, auto column, auto row) {
                   const auto left = static_cast<std::size_t>(i % 32);
                   const bool is_bird = column >= left && column < left + 3 && row > 2 && row < 6;
                   return is_bird ? 30.0 : porch(column, row);
                 }),
            0);
}

// Of a camera that was away, the first picture is compared with nothing, and what follows it is
// compared with it.
TEST_F(MotionTest, APictureAfterAGapIsNoMotion) {
  const auto scene = [](int i, auto column, auto row) { return walker(0, i, column, row); };
  EXPECT_EQ(told(2, scene), 0);
  now += Motion::remembers_for;
  EXPECT_EQ(told(2, scene), 0);
  EXPECT_EQ(told(1, [&](int, auto column, auto row) { return scene(3, column, row); }), 1);
}

// A watched camera gives more frames, and a step in one of them is too short to be seen.
TEST_F(MotionTest, WantsAFewPicturesASecond) {
  EXPECT_TRUE(motion.wants(now));
  std::ignore = motion.look({}, now);
  EXPECT_FALSE(motion.wants(now + 40ms));
  EXPECT_TRUE(motion.wants(now + Motion::look_every));
}

}  // namespace
}  // namespace portero::media
