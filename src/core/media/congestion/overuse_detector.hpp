#pragma once

#include <cstdint>

#include "base/time.hpp"

namespace portero::congestion {

// Of a link: overused while its queue grows, underused while its queue empties.
enum class Usage : std::uint8_t { normal, overused, underused };

// Compares the slope of the delay with a threshold that follows the noise of the link, so that
// jitter is not taken for a queue, and a flow that fills the queue does not starve ours
// (draft-ietf-rmcat-gcc-02 sections 5.3 and 5.4).
class OveruseDetector {
 public:
  // slope: of one more group, arrived at that time on the receiver's clock.
  Usage handle(double slope, base::Duration sent_apart, base::Duration arrived);

  [[nodiscard]] Usage usage() const { return usage_; }
  [[nodiscard]] double threshold() const { return threshold_; }

 private:
  void adapt(double trend, base::Duration arrived);

  double threshold_ = 12.5;
  int groups_ = 0;
  double slope_before_ = 0;
  base::Duration last_adapted_{};
  base::Duration overused_for_{};
  int overused_groups_ = 0;
  Usage usage_ = Usage::normal;
};

}  // namespace portero::congestion
