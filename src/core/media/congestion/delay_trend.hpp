#pragma once

#include <cstddef>
#include <deque>
#include <optional>

#include "core/media/congestion/packet_groups.hpp"

namespace portero::congestion {

// The slope of the one-way delay: how many milliseconds later each millisecond of packets arrives.
// Positive while a queue grows. A line through the last groups' smoothed delays, by least squares
// (Carlucci et al., Analysis and Design of the Google Congestion Control for WebRTC, 2016).
class DelayTrend {
 public:
  static constexpr std::size_t groups = 20;
  static constexpr double smoothing = 0.9;

  void add(const GroupChange& change);

  // Nullopt until enough groups are known.
  [[nodiscard]] std::optional<double> slope() const;

 private:
  struct Point {
    double arrived_ms;
    double delay_ms;
  };

  std::deque<Point> points_;
  std::optional<base::Duration> first_arrival_;
  double delay_ms_ = 0;
  double smoothed_ms_ = 0;
};

}  // namespace portero::congestion
