#pragma once

#include <optional>

#include "core/media/congestion/bitrate.hpp"
#include "core/media/congestion/overuse_detector.hpp"

namespace portero::congestion {

// What feedback tells of the last half second.
struct Traffic {
  // Nullopt before there is enough to tell.
  std::optional<Bitrate> sent;
  std::optional<Bitrate> acknowledged;
  base::Duration round_trip;
  base::Duration queueing;
  // The share of packets lost whatever is sent.
  double lost_anyway = 0;
};

struct RateLimits {
  Bitrate start = kbit_per_s(450);
  Bitrate lowest = kbit_per_s(60);
  Bitrate highest = kbit_per_s(4000);
};

// Additive increase near the rate where the link last was full, multiplicative far from it,
// multiplicative decrease of what came through (draft-ietf-rmcat-gcc-02 section 5.5).
class RateControl {
 public:
  // Each second, a share of the estimate; near, the same for all, so that flows become equal.
  static constexpr double far_increase = 0.10;
  static constexpr Bitrate near_increase = kbit_per_s(18);
  static constexpr double decrease = 0.85;
  // Of what is sent, the estimate may be at most this much more by increasing: more is not proven.
  static constexpr double headroom = 1.5;

  explicit RateControl(const RateLimits& limits) : limits_(limits), estimate_(limits.start) {}

  void handle(Usage usage, const Traffic& traffic, base::TimePoint now);
  // Much was lost, with no queue: less is sent on trial, which ends in one of two ways.
  void back_off(const Traffic& traffic, base::TimePoint now);
  void restore(base::TimePoint now);
  void confirm(base::TimePoint now);
  // Nothing is heard from the receiver.
  void starve();

  [[nodiscard]] Bitrate estimate() const { return estimate_; }
  // When the link was last found congested.
  [[nodiscard]] std::optional<base::TimePoint> last_decrease() const { return last_decrease_; }

 private:
  void increase(const Traffic& traffic, base::Duration passed, base::TimePoint now);
  void decrease_to(const Traffic& traffic, base::TimePoint now);
  [[nodiscard]] bool is_near_capacity();
  void set(Bitrate rate);

  RateLimits limits_;
  Bitrate estimate_;
  // Where the link was full.
  std::optional<Bitrate> capacity_;
  std::optional<Bitrate> before_back_off_;
  std::optional<base::TimePoint> last_handled_;
  std::optional<base::TimePoint> last_decrease_;
  std::optional<base::TimePoint> normal_since_;
};

}  // namespace portero::congestion
