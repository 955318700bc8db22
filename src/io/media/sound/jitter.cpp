#include "io/media/sound/jitter.hpp"

#include <algorithm>
#include <chrono>

namespace portero::sound {
namespace {

// Bursts come every 10 to 60 ms, so this long a look finds the least that is ever left.
constexpr int frames_of_window = 50;
// A longer pause is the far side's silence and not the network's jitter.
constexpr base::Duration longest_jitter = std::chrono::milliseconds(200);
constexpr std::size_t millisecond = sample_rate_hz / 1000;
// 10 ms of jitter are forgotten within two minutes.
constexpr std::size_t forgotten_in_window = 2;

// Up to 1 % faster or slower, which nobody hears. Chunks that slide past the steps of the sound
// thread leave 10 ms more or less from one moment to the next, so that a little more than the
// reserve is fine and less is not.
double ratio_for(double excess) {
  constexpr double tolerated = 5.0 * millisecond;
  constexpr double at_full_speed = 30.0 * millisecond;
  constexpr double most = 0.01;
  if (excess >= 0 && excess <= tolerated) return 1;
  return 1 + most * std::clamp(excess / at_full_speed, -1.0, 1.0);
}

}  // namespace

Jitter::Advice Jitter::before_frame(std::size_t left, bool quiet) {
  least_left_ = std::min(least_left_, left);
  if (++frames_ < frames_of_window) return {.ratio = ratio_};
  const double excess = static_cast<double>(least_left_) - static_cast<double>(reserve_);
  if (excess > static_cast<double>(most_excess)) return leave_out(least_left_ - reserve_);
  if (quiet && excess > static_cast<double>(frame_samples)) return leave_out(frame_samples);
  ratio_ = ratio_for(excess);
  reserve_ = std::max(least_reserve, reserve_ - forgotten_in_window);
  begin_window();
  return {.ratio = ratio_};
}

Jitter::Advice Jitter::leave_out(std::size_t drop) {
  ratio_ = 1;
  begin_window();
  return {.drop = drop};
}

void Jitter::ran_dry() {
  ratio_ = 1;
  begin_window();
}

void Jitter::came_back(base::Duration pause) {
  if (pause <= longest_jitter) reserve_ = std::min(most_reserve, reserve_ + least_reserve);
  begin_window();
}

void Jitter::begin_window() {
  least_left_ = SIZE_MAX;
  frames_ = 0;
}

}  // namespace portero::sound
