#pragma once

#include "base/time.hpp"
#include "io/media/sound/frame.hpp"

namespace portero::sound {

// When the next step of the sound thread is due: without a device's clock, by absolute deadlines
// that never drift. A device with a clock paces by itself and is only held back when it gives sound
// much faster than time passes, as ALSA's null and file plugins do.
class Pace {
 public:
  // A machine that slept, or a thread that was held up longer, does not catch up.
  static constexpr base::Duration most_behind = std::chrono::milliseconds(100);
  // What a clocked device may be ahead: its buffer may have filled meanwhile.
  static constexpr base::Duration most_ahead = std::chrono::milliseconds(100);

  [[nodiscard]] base::TimePoint next(bool has_clock, base::TimePoint now);

 private:
  base::TimePoint due_;
};

}  // namespace portero::sound
