#include "io/media/picture/burned_clock.hpp"

#include <algorithm>
#include <vector>

#include <gmock/gmock.h>

namespace portero::picture {
namespace {

using namespace std::chrono_literals;

constexpr BurnedTime some_time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24} +
                               std::chrono::milliseconds{9'067'123}};

class BurnedClockTest : public testing::TestWithParam<int> {
 protected:
  Plane plane() { return {pixels_.data(), GetParam() + 7, GetParam(), GetParam() * 3 / 4}; }

  std::vector<std::uint8_t> pixels_ =
      std::vector<std::uint8_t>(static_cast<std::size_t>(2 * GetParam() * GetParam()), 90);
};

INSTANTIATE_TEST_SUITE_P(Width, BurnedClockTest, testing::Values(160, 320, 640, 1280, 1920));

TEST_P(BurnedClockTest, IsReadAsItWasBurned) {
  burn_clock(plane(), some_time);
  EXPECT_EQ(read_burned_clock(plane()), some_time);
}

TEST_P(BurnedClockTest, IsNotReadWhereThereIsNone) {
  EXPECT_EQ(read_burned_clock(plane()), std::nullopt);
  for (const int value : {0, 255}) {
    std::ranges::fill(pixels_, static_cast<std::uint8_t>(value));
    EXPECT_EQ(read_burned_clock(plane()), std::nullopt);
  }
}

TEST_P(BurnedClockTest, IsNotReadWithAWrongBlock) {
  burn_clock(plane(), some_time);
  const int block = GetParam() / clock_blocks_per_width;
  const Plane burned = plane();
  const bool is_white = burned.row(block)[block] > 126;
  burned.fill({block, block, block, block}, is_white ? 16 : 235);
  EXPECT_EQ(read_burned_clock(plane()), std::nullopt);
}

TEST_P(BurnedClockTest, IsNotReadWithAGreyBlock) {
  burn_clock(plane(), some_time);
  const int block = GetParam() / clock_blocks_per_width;
  plane().fill({block, block, block, block}, 126);
  EXPECT_EQ(read_burned_clock(plane()), std::nullopt);
}

TEST_P(BurnedClockTest, SurvivesWhatCodecsDoToIt) {
  burn_clock(plane(), some_time);
  // Less contrast, and every other column astray.
  for (std::size_t at = 0; at < pixels_.size(); ++at)
    pixels_[at] =
        static_cast<std::uint8_t>(126 + (pixels_[at] - 126) / 2 + (at % 2 == 0 ? 20 : -20));
  EXPECT_EQ(read_burned_clock(plane()), some_time);
}

TEST(TinyBurnedClockTest, HasNoRoom) {
  std::vector<std::uint8_t> pixels(16 * 16);
  const Plane tiny{pixels.data(), 16, 16, 16};
  burn_clock(tiny, some_time);
  EXPECT_EQ(read_burned_clock(tiny), std::nullopt);
}

}  // namespace
}  // namespace portero::picture
