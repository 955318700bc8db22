#pragma once

#include <cstdint>
#include <vector>

class QImage;

namespace portero::screen {

// As PNG, no longer than this on either side. With 16 levels for each of red, green and blue, which
// flat colours and their edges do not need more of, it is a third of the size.
inline constexpr int max_picture_side = 640;
inline constexpr int picture_step = 17;

[[nodiscard]] std::vector<std::uint8_t> to_png(const QImage& image);

}  // namespace portero::screen
