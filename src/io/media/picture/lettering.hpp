#pragma once

#include <string_view>

#include "io/media/picture/plane.hpp"

namespace portero::picture {

inline constexpr int letter_width = 6;  // pixels at size 1, the gap to the next one included
inline constexpr int letter_height = 7;

// In capitals; what is not in ASCII becomes a full block. `size` is the side of one dot in pixels.
// What does not fit is cut off.
void write_text(const Plane& brightness, int x, int y, int size, std::string_view text);

}  // namespace portero::picture
