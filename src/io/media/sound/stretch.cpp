#include "io/media/sound/stretch.hpp"

#include <algorithm>
#include <cmath>

#include "base/assert.hpp"
#include "io/media/sound/soft_limit.hpp"

namespace portero::sound {
namespace {

// Catmull-Rom's spline through four samples; `part` lies between the second and the third.
float between(float before, float from, float to, float after, float part) {
  const float linear = (to - before) / 2;
  const float square = before - 2.5F * from + 2 * to - after / 2;
  const float cube = (after - before) / 2 + 1.5F * (from - to);
  return ((cube * part + square) * part + linear) * part + from;
}

}  // namespace

std::size_t Stretch::wanted(double ratio) const {
  const double steps = static_cast<double>(frame_samples);
  const double last_read = std::floor(position_ + (steps - 1) * ratio) + 1;
  const double used_up = std::floor(position_ + steps * ratio);
  return static_cast<std::size_t>(std::max(last_read, used_up));
}

std::size_t Stretch::play(std::span<const std::int16_t> samples, double ratio, Frame& frame) {
  PORTERO_ASSERT(samples.size() == wanted(ratio) && samples.size() <= max_wanted,
                 "a frame is made of as many samples as were asked for");
  std::array<float, max_wanted + 3> line{};
  std::ranges::copy(past_, line.begin());
  std::ranges::copy(samples, line.begin() + past_.size());
  for (std::size_t i = 0; i < frame_samples; ++i) {
    const double at = position_ + static_cast<double>(i) * ratio;
    const auto index = static_cast<std::size_t>(at);
    const auto part = static_cast<float>(at - static_cast<double>(index));
    frame[i] =
        clipped(between(line[index], line[index + 1], line[index + 2], line[index + 3], part));
  }
  const double end = position_ + static_cast<double>(frame_samples) * ratio;
  const auto used_up = static_cast<std::size_t>(end);
  position_ = end - static_cast<double>(used_up);
  for (std::size_t i = 0; i < past_.size(); ++i) {
    past_[i] = static_cast<std::int16_t>(line[used_up + i]);
  }
  return used_up;
}

}  // namespace portero::sound
