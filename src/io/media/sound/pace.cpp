#include "io/media/sound/pace.hpp"

#include <algorithm>

namespace portero::sound {

base::TimePoint Pace::next(bool has_clock, base::TimePoint now) {
  if (has_clock) {
    // Half a percent faster than the time, which no crystal is.
    constexpr base::Duration least_step = frame_duration - frame_duration / 200;
    due_ = std::max(due_, now) + least_step;
    return due_ - most_ahead;
  }
  due_ += frame_duration;
  if (due_ + most_behind < now || due_ > now + 2 * most_ahead) due_ = now;
  return due_;
}

}  // namespace portero::sound
