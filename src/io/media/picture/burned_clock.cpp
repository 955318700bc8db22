#include "io/media/picture/burned_clock.hpp"

namespace portero::picture {
namespace {

constexpr std::uint8_t black = 16;
constexpr std::uint8_t white = 235;
constexpr int middle = 126;
constexpr int least_contrast = 24;  // that a block's mean has from the middle

constexpr int bits = clock_columns * clock_rows;
constexpr std::uint64_t time_mask = (std::uint64_t{1} << 44U) - 1;

std::uint8_t checksum(std::uint64_t time) {
  unsigned crc = 0xFF;
  for (int shift = 40; shift >= 0; shift -= 8) {
    crc ^= static_cast<unsigned>(time >> static_cast<unsigned>(shift)) & 0xFFU;
    for (int bit = 0; bit < 8; ++bit)
      crc = ((crc & 0x80U) != 0 ? (crc << 1U) ^ 0x07U : crc << 1U) & 0xFFU;
  }
  return static_cast<std::uint8_t>(crc);
}

int block_of(const Plane& plane) { return plane.width / clock_blocks_per_width; }

Rectangle place(int index, int block) {
  return {.x = block * (1 + index % clock_columns),
          .y = block * (1 + index / clock_columns),
          .width = block,
          .height = block};
}

bool has_room(const Plane& plane) {
  return block_of(plane) > 0 && plane.contains(place(bits - 1, block_of(plane)));
}

// The inner half of the block, because codecs and scaling blur its edges.
int mean(const Plane& plane, const Rectangle& block) {
  const int edge = block.width / 4;
  const int side = block.width - 2 * edge;
  int sum = 0;
  for (int y = block.y + edge; y < block.y + edge + side; ++y)
    for (int x = block.x + edge; x < block.x + edge + side; ++x) sum += plane.row(y)[x];
  return sum / (side * side);
}

}  // namespace

void burn_clock(const Plane& brightness, BurnedTime time) {
  if (!has_room(brightness)) return;
  const auto ms = static_cast<std::uint64_t>(time.time_since_epoch().count()) & time_mask;
  const std::uint64_t code = (ms << 8U) | checksum(ms);
  for (int index = 0; index < bits; ++index) {
    const bool one = ((code >> static_cast<unsigned>(bits - 1 - index)) & 1U) != 0;
    brightness.fill(place(index, block_of(brightness)), one ? white : black);
  }
}

std::optional<BurnedTime> read_burned_clock(const Plane& brightness) {
  if (!has_room(brightness)) return std::nullopt;
  std::uint64_t code = 0;
  for (int index = 0; index < bits; ++index) {
    const int contrast = mean(brightness, place(index, block_of(brightness))) - middle;
    if (contrast > -least_contrast && contrast < least_contrast) return std::nullopt;
    code = (code << 1U) | (contrast > 0 ? 1U : 0U);
  }
  const std::uint64_t ms = code >> 8U;
  if (checksum(ms) != (code & 0xFFU)) return std::nullopt;
  return BurnedTime{std::chrono::milliseconds{ms}};
}

}  // namespace portero::picture
