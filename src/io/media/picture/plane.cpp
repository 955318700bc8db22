#include "io/media/picture/plane.hpp"

#include <algorithm>

namespace portero::picture {

void Plane::fill(const Rectangle& part, std::uint8_t value) const {
  const int left = std::clamp(part.x, 0, width);
  const int right = std::clamp(part.x + part.width, left, width);
  const int bottom = std::clamp(part.y + part.height, 0, height);
  for (int y = std::clamp(part.y, 0, height); y < bottom; ++y)
    std::fill(row(y) + left, row(y) + right, value);
}

}  // namespace portero::picture
