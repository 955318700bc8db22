#pragma once

#include "io/media/sound/frame.hpp"

namespace portero::sound {

// When each frame was captured, evenly: a thread that wakes up a little late does not make sound
// late. Follows the clock of the card, and jumps where frames were lost.
class CaptureTime {
 public:
  // More than this between what is measured and what is told is a gap.
  static constexpr base::Duration longest_jitter = std::chrono::milliseconds(40);

  [[nodiscard]] base::TimePoint next(base::TimePoint measured);

 private:
  base::TimePoint expected_;
};

}  // namespace portero::sound
