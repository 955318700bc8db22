#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "io/media/sound/frame.hpp"

namespace portero::sound {

// Plays sound a little faster or slower than it was recorded, to follow a clock that runs a little
// faster or slower: cubic interpolation, good for ratios within 1 % of 1. Delays by two samples.
class Stretch {
 public:
  // Input samples that a frame is made of, for `ratio` of them to one that is played.
  static constexpr std::size_t max_wanted = frame_samples + 16;
  static constexpr double min_ratio = 0.98;
  static constexpr double max_ratio = 1.02;
  [[nodiscard]] std::size_t wanted(double ratio) const;
  // From wanted() samples; returns how many of them are used up, one less at times.
  std::size_t play(std::span<const std::int16_t> samples, double ratio, Frame& frame);

 private:
  double position_ = 0;                 // between 0 and 1, behind the second sample of past_
  std::array<std::int16_t, 3> past_{};  // the last samples that were used up
};

}  // namespace portero::sound
