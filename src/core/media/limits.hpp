#pragma once

#include <cstddef>

namespace portero::media {

// Operators in one call (CALL-8, WRT-4).
inline constexpr std::size_t max_viewers = 10;

}  // namespace portero::media
