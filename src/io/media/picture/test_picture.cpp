#include "io/media/picture/test_picture.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "io/media/picture/lettering.hpp"

namespace portero::picture {
namespace {

constexpr std::uint8_t dark = 40;
constexpr std::uint8_t bright = 235;
constexpr int bars = 8;

int block_of(int width) { return std::max(1, width / clock_blocks_per_width); }
int dot_of(int width) { return std::max(1, block_of(width) / 5); }

// The planes of a picture that lies in memory without gaps.
Planes planes_of(std::vector<std::uint8_t>& memory, int width, int height) {
  std::uint8_t* const y = memory.data();
  std::uint8_t* const u = y + std::ptrdiff_t{width} * height;
  std::uint8_t* const v = u + std::ptrdiff_t{width / 2} * (height / 2);
  return {.y = {y, width, width, height},
          .u = {u, width / 2, width / 2, height / 2},
          .v = {v, width / 2, width / 2, height / 2}};
}

void copy(const Plane& from, const Plane& to) {
  for (int y = 0; y < from.height; ++y) std::copy_n(from.row(y), from.width, to.row(y));
}

void draw_bars(const Planes& picture) {
  for (int bar = 0; bar < bars; ++bar) {
    const auto of = [bar](const Plane& plane) {
      const int left = plane.width * bar / bars;
      return Rectangle{left, 0, plane.width * (bar + 1) / bars - left, plane.height};
    };
    picture.y.fill(of(picture.y), static_cast<std::uint8_t>(60 + 14 * bar));
    picture.u.fill(of(picture.u), static_cast<std::uint8_t>(96 + 9 * bar));
    picture.v.fill(of(picture.v), static_cast<std::uint8_t>(160 - 9 * bar));
  }
}

}  // namespace

TestPicture::TestPicture(int width, int height, std::string name)
    : width_(width),
      height_(height),
      name_(std::move(name)),
      still_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3 / 2) {
  const Planes picture = planes_of(still_, width, height);
  draw_bars(picture);
  const int block = block_of(width);
  picture.y.fill({0, 0, width, 10 * block}, dark);
  write_text(picture.y, block, 7 * block, dot_of(width), name_);
}

void TestPicture::draw(const Planes& picture, BurnedTime time) {
  const Planes still = planes_of(still_, width_, height_);
  copy(still.y, picture.y);
  copy(still.u, picture.u);
  copy(still.v, picture.v);
  burn_clock(picture.y, time);
  const int block = block_of(width_);
  write_text(picture.y, block, 4 * block, dot_of(width_), to_text(time));
  const int crossing_ms = 4000;
  const int phase = static_cast<int>(time.time_since_epoch().count() % crossing_ms);
  picture.y.fill({phase * width_ / crossing_ms, height_ / 2, 2 * block, 2 * block}, bright);
  snow(picture.y);
}

void TestPicture::snow(const Plane& brightness) {
  const int left = width_ * 5 / 8;
  for (int y = height_ * 3 / 4; y < height_ * 15 / 16; ++y) {
    std::uint8_t* const row = brightness.row(y);
    for (int x = left; x < left + width_ / 4; x += 4) {
      const auto thrown = static_cast<std::uint32_t>(dice_());
      for (int i = 0; i < 4; ++i)
        row[x + i] =
            static_cast<std::uint8_t>(64 + ((thrown >> static_cast<unsigned>(7 * i)) & 0x7FU));
    }
  }
}

std::string to_text(BurnedTime time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}.{:03} UTC", int{date.year()},
                     unsigned{date.month()}, unsigned{date.day()}, clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), clock.subseconds().count());
}

}  // namespace portero::picture
