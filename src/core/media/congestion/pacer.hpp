#pragma once

#include <cstddef>

#include "core/media/congestion/bitrate.hpp"

namespace portero::congestion {

// Spreads the packets of a picture over time, so that a key frame neither overflows the small queue
// of a router nor holds up the sound behind it.
class Pacer {
 public:
  // Of the estimate: a picture of usual size must be gone before the next one comes.
  static constexpr double haste = 1.6;
  // A packet waits at most so long, whatever came before it.
  static constexpr base::Duration longest_wait = std::chrono::milliseconds(400);

  void set_estimate(Bitrate estimate) { rate_ = estimate * haste; }

  // When a packet of this size that is ready now may leave. In the order of readiness.
  [[nodiscard]] base::TimePoint leaves(std::size_t wire_bytes, base::TimePoint now);

 private:
  Bitrate rate_ = kbit_per_s(450) * haste;
  base::TimePoint free_at_{};
};

}  // namespace portero::congestion
