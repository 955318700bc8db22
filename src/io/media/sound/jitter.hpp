#pragma once

#include <cstddef>
#include <cstdint>

#include "io/media/sound/frame.hpp"

namespace portero::sound {

// How many samples a voice keeps in hand, and what to do when there are more or fewer: decides, and
// touches no sample. A voice's writer and its reader have different clocks, and the writer comes in
// bursts; the reserve is what is left just before the next burst.
class Jitter {
 public:
  static constexpr std::size_t least_reserve = samples_in(frame_duration);
  static constexpr std::size_t most_reserve = 10 * least_reserve;
  // More than this above the reserve is dropped at once, be it speech or not.
  static constexpr std::size_t most_excess = 10 * least_reserve;

  struct Advice {
    double ratio = 1;      // to play at
    std::size_t drop = 0;  // samples to leave out
  };

  // A frame is about to be read, and `left` samples will be in the queue after that; `quiet`:
  // nobody would hear that a frame was left out here.
  [[nodiscard]] Advice before_frame(std::size_t left, bool quiet);
  // The queue was too short for a frame.
  void ran_dry();
  // There are samples again, after `pause`.
  void came_back(base::Duration pause);

  [[nodiscard]] std::size_t reserve() const { return reserve_; }

 private:
  [[nodiscard]] Advice leave_out(std::size_t drop);
  void begin_window();

  std::size_t reserve_ = least_reserve;
  std::size_t least_left_ = SIZE_MAX;
  int frames_ = 0;
  double ratio_ = 1;
};

}  // namespace portero::sound
