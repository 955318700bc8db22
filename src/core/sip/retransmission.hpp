#pragma once

#include <algorithm>

#include "base/time.hpp"
#include "core/sip/timers.hpp"

namespace portero::sip {

enum class Reliability { reliable, unreliable };

// When to send again over UDP: after T1, and after twice as long each time, up to a longest pause.
class Retransmission {
 public:
  Retransmission(base::TimePoint sent, base::Duration longest_pause)
      : next_(sent + timer::t1), longest_pause_(longest_pause) {}

  [[nodiscard]] base::TimePoint next() const { return next_; }

  // True once for each time that has come; a caller who is late sends once, not in a burst.
  [[nodiscard]] bool due(base::TimePoint now) {
    if (now < next_) return false;
    pause_ = std::min(2 * pause_, longest_pause_);
    next_ = now + pause_;
    return true;
  }

  // RFC 3261 17.1.2.2: a provisional answer slows the repetitions down to T2.
  void slow_down() { pause_ = longest_pause_; }

 private:
  base::TimePoint next_;
  base::Duration pause_ = timer::t1;
  base::Duration longest_pause_;
};

}  // namespace portero::sip
