#pragma once

#include <cstddef>

#include "core/media/congestion/bitrate.hpp"

namespace portero::congestion {

// A token bucket: retransmissions take a bounded share of what the link carries. Without it, a full
// link is asked to carry most of its packets again, and loses those too.
class RetransmissionBudget {
 public:
  static constexpr double share = 0.25;
  static constexpr Bitrate lowest = kbit_per_s(40);
  // A key frame with holes is repaired at once.
  static constexpr base::Duration saved = std::chrono::milliseconds(500);
  static constexpr std::size_t least_saved_bytes = 6000;

  explicit RetransmissionBudget(base::TimePoint now) : filled_(now) {}

  // Of the link, from BandwidthEstimator.
  void set_estimate(Bitrate estimate, base::TimePoint now);
  // Whether to send a packet of this size once more.
  [[nodiscard]] bool allow(std::size_t wire_bytes, base::TimePoint now);

  // What was allowed of late.
  [[nodiscard]] Bitrate used(base::TimePoint now) const;

 private:
  void fill(base::TimePoint now);

  Bitrate rate_ = lowest;
  double saved_bytes_ = least_saved_bytes;
  base::TimePoint filled_;
  Bitrate used_{};
  base::TimePoint used_at_{};
};

}  // namespace portero::congestion
