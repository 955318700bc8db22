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

// From 0 to 1 within some frames, as an LED's soft start, or a camera that averages its frames.
double faded_in(int frames_since, int frames) {
  return std::clamp((frames_since + 1) / static_cast<double>(frames), 0.0, 1.0);
}

TEST_F(MotionTest, ALampThatFadesIsNoMotion) {
  for (const int frames : {2, 3, 4, 5}) {
    const auto lit = [frames](int i) {
      const double in = faded_in(i % 30 - 10, frames);
      return i < 30 ? in : 1 - in;
    };
    EXPECT_EQ(
        told(60, [&](int i, auto column,
                     auto row) { return porch(column, row) + (column < 14 ? 80 * lit(i) : 0); }),
        0)
        << frames;
    now += Motion::remembers_for;
  }
}

// White stays white while all else becomes darker.
TEST_F(MotionTest, ACameraThatAnswersALampIsNoMotion) {
  EXPECT_EQ(told(30,
                 [](int i, auto column, auto row) {
                   const double answered = i < 10 ? 0 : faded_in(i - 11, 4);
                   return (porch(column, row) + (i >= 10 && column < 14 ? 80 : 0)) *
                          (1 - 0.3 * answered);
                 }),
            0);
}

// Each look finds it other than the one before.
TEST_F(MotionTest, ALampThatBlinksIsNoMotion) {
  EXPECT_EQ(
      told(200, [](int i, auto column,
                   auto row) { return porch(column, row) + (i % 2 == 1 && column < 11 ? 60 : 0); }),
      0);
}

// At night the screen lights whoever is near, and the camera answers. Were that motion, the screen
// would be bright again each time that it dims.
TEST_F(MotionTest, TheScreensOwnLightIsNoMotion) {
  sigma = 2;
  constexpr int dims_after = 150;
  double lit = 1;
  double exposure = 1;
  int bright_for = 0;
  int woken = 0;
  for (int i = 0; i < 10 * dims_after; ++i) {
    const bool is_bright = bright_for++ < dims_after;
    lit += 0.5 * ((is_bright ? 1.0 : 0.3) - lit);
    exposure += 0.3 * ((is_bright ? 1.0 : 1.3) - exposure);
    const bool moves = told(1, [&](int, auto column, auto row) {
                         const bool is_near = column < 8 && row >= 6;
                         return (porch(column, row) / 3 + (is_near ? 120 * lit : 0)) * exposure;
                       }) > 0;
    if (moves) bright_for = 0;
    woken += moves;
  }
  EXPECT_EQ(woken, 0);
}

// In cells; what is behind it is uncovered as it goes.
struct Body {
  double left, right, top;
  double brightness;
};

double with(const Body& body, std::size_t column, std::size_t row) {
  const auto x = static_cast<double>(column);
  if (static_cast<double>(row) < body.top) return porch(column, row);
  const double covered = std::clamp(std::min(x + 1, body.right) - std::max(x, body.left), 0.0, 1.0);
  const double coat = body.brightness + 25 * std::sin(x - body.left);
  return covered * coat + (1 - covered) * porch(column, row);
}

TEST_F(MotionTest, TellsOfWhoWalksSlowlyNearOrFastFarAway) {
  EXPECT_GE(told(40,
                 [](int i, auto column, auto row) {
                   const double left = 0.8 * i - 14;
                   return with({left, left + 14, 2, 60}, column, row);
                 }),
            1);
  now += Motion::remembers_for;
  EXPECT_GE(told(14,
                 [](int i, auto column, auto row) {
                   const double left = 2.5 * i - 5;
                   return with({left, left + 5, 6, 60}, column, row);
                 }),
            1);
}

// All that he covers becomes darker, as where a lamp goes off, but he covers more and more.
TEST_F(MotionTest, TellsOfWhoComesStraightOn) {
  EXPECT_GE(told(8,
                 [](int i, auto column, auto row) {
                   const bool is_body = std::abs(static_cast<double>(column) - 9) <= 2 * i &&
                                        static_cast<double>(row) >= 14 - 2 * i;
                   return is_body ? 30.0 : porch(column, row);
                 }),
            1);
}

// What he covers and uncovers are the same cells each time.
TEST_F(MotionTest, TellsOfWhoStandsAndWaves) {
  EXPECT_GE(told(20,
                 [](int i, auto column, auto row) {
                   const double left = i % 2 == 0 ? 4 : 9;
                   return row < 12 ? with({left, left + 5, 0, 60}, column, row)
                                   : porch(column, row);
                 }),
            1);
}

TEST_F(MotionTest, SomebodyIsSeenBesideALampThatBlinks) {
  EXPECT_GE(told(16,
                 [](int i, auto column, auto row) {
                   const bool is_lit = i % 2 == 1 && column >= 26;
                   return walker(-8, i, column, row) + (is_lit ? 60 : 0);
                 }),
            1);
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
