#pragma once

#include <chrono>
#include <cstddef>

namespace portero::media {

// Operators in one call (CALL-8, WRT-4).
inline constexpr std::size_t max_viewers = 10;

// Whatever is asked for: nobody stands at the door with it for longer.
inline constexpr std::chrono::milliseconds longest_tone{10'000};

}  // namespace portero::media
