#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "io/media/picture/burned_clock.hpp"
#include "io/media/picture/plane.hpp"

namespace portero::picture {

// What a station without a camera shows: the burned clock, the same time and the station's name to
// read, something that moves, and a patch of snow, so that encoders have as much to do as with a
// camera at dusk.
class TestPicture {
 public:
  TestPicture(int width, int height, std::string name);

  // Into planes of that size.
  void draw(const Planes& picture, BurnedTime time);

 private:
  void snow(const Plane& brightness);

  int width_, height_;
  std::string name_;
  std::vector<std::uint8_t> still_;  // what does not move: the rows of y, u and v, without gaps
  std::minstd_rand dice_;
};

// "2026-11-24 02:31:07.123 UTC"
[[nodiscard]] std::string to_text(BurnedTime time);

}  // namespace portero::picture
