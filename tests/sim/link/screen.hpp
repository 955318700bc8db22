#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "base/time.hpp"

namespace portero::sim::link {

// What a viewer sees: frames shown after a delay that follows how late frames come, and freezes
// counted as browsers count them (W3C webrtc-stats, freezeCount).
class Screen {
 public:
  // A frame that can be decoded from now on.
  void decoded(base::TimePoint captured, base::TimePoint now);
  // Nobody looks any more: what stands now is a freeze as well.
  void ended(base::TimePoint now);
  // The pictures stopped on purpose.
  void paused() { last_shown_.reset(); }

  [[nodiscard]] base::Duration frozen() const {
    return frozen_between(base::Duration::min(), base::Duration::max());
  }
  [[nodiscard]] base::Duration frozen_between(base::Duration from, base::Duration until) const;
  [[nodiscard]] int shown_between(base::Duration from, base::Duration until) const;
  // The fewest in any whole second.
  [[nodiscard]] int fewest_in_a_second(base::Duration from, base::Duration until) const;
  // From camera to screen, of all but the slowest twentieth.
  [[nodiscard]] base::Duration delay() const;

 private:
  struct Freeze {
    base::TimePoint until;
    base::Duration length;
  };

  void count_freeze(base::TimePoint until, base::Duration gap);

  std::vector<base::TimePoint> shown_;
  std::vector<base::Duration> delays_;
  std::deque<base::Duration> lateness_;
  std::deque<base::Duration> gaps_;
  std::optional<base::TimePoint> last_shown_;
  std::vector<Freeze> freezes_;
};

}  // namespace portero::sim::link
