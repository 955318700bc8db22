#pragma once

#include <algorithm>

#include "base/time.hpp"

namespace portero::webrtc {

// So many a second in the long run, so many at once.
class TokenBucket {
 public:
  constexpr TokenBucket(double per_second, double burst)
      : per_second_(per_second), burst_(burst), left_(burst) {}

  [[nodiscard]] constexpr bool take(base::TimePoint now) {
    fill(now);
    if (left_ < 1) return false;
    spend(1);
    return true;
  }

  // For what is counted only once it is done: whether anything is left, and what it cost.
  [[nodiscard]] constexpr bool lends(base::TimePoint now) {
    fill(now);
    return left_ > 0;
  }
  constexpr void spend(double tokens) { left_ -= tokens; }

 private:
  constexpr void fill(base::TimePoint now) {
    const double seconds = std::chrono::duration<double>(now - last_).count();
    left_ = std::min(burst_, left_ + std::max(0.0, seconds) * per_second_);
    last_ = now;
  }

  double per_second_;
  double burst_;
  double left_;
  base::TimePoint last_{};
};

}  // namespace portero::webrtc
