#pragma once

#include <chrono>
#include <optional>

#include "io/media/picture/plane.hpp"

namespace portero::picture {

// Wall time as a machine reads it from a picture, after any codec and at any size, so that whoever
// shows the picture can tell how old it is and whether it moves.
//
// 52 blocks in two rows of 26, the first at (block, block), without gaps. A block is a square of
// width / 40 pixels (rounded down): 16 at 640, 32 at 1280, where blocks lie on the macroblocks of
// the codecs. White (luma above 126) is 1, black is 0; read from left to right, the upper row
// first, they are 44 bits of the milliseconds since 1970-01-01 UTC, most significant first, and 8
// bits of checksum: CRC-8 over the time as six bytes, polynomial 0x07, initial value 0xFF, nothing
// reflected.
inline constexpr int clock_columns = 26;
inline constexpr int clock_rows = 2;
inline constexpr int clock_blocks_per_width = 40;

using BurnedTime = std::chrono::sys_time<std::chrono::milliseconds>;

void burn_clock(const Plane& brightness, BurnedTime time);

// Nullopt when there is no clock, or when a block is neither black nor white.
[[nodiscard]] std::optional<BurnedTime> read_burned_clock(const Plane& brightness);

}  // namespace portero::picture
