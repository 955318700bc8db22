#pragma once

#include <cstdint>

namespace portero::picture {

struct Rectangle {
  int x = 0, y = 0, width = 0, height = 0;  // pixels

  bool operator==(const Rectangle&) const = default;
};

// One component of a picture, a byte a pixel, in memory that somebody else owns.
struct Plane {
  std::uint8_t* pixels = nullptr;
  int stride = 0;  // bytes from one row to the next
  int width = 0;
  int height = 0;

  [[nodiscard]] std::uint8_t* row(int y) const {
    return pixels + std::ptrdiff_t{y} * std::ptrdiff_t{stride};
  }
  [[nodiscard]] bool contains(const Rectangle& part) const {
    return part.x >= 0 && part.y >= 0 && part.width >= 0 && part.height >= 0 &&
           part.x <= width - part.width && part.y <= height - part.height;
  }
  // The part of it that lies within the plane.
  void fill(const Rectangle& part, std::uint8_t value) const;
};

// I420: brightness, and two colours of half its width and height.
struct Planes {
  Plane y, u, v;
};

}  // namespace portero::picture
