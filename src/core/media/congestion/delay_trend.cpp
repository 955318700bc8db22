#include "core/media/congestion/delay_trend.hpp"

namespace portero::congestion {
namespace {

double milliseconds(base::Duration duration) { return static_cast<double>(duration.count()) / 1e3; }

}  // namespace

void DelayTrend::add(const GroupChange& change) {
  if (!first_arrival_) first_arrival_ = change.arrived;
  delay_ms_ += milliseconds(change.arrived_apart - change.sent_apart);
  smoothed_ms_ = smoothing * smoothed_ms_ + (1 - smoothing) * delay_ms_;
  points_.push_back({milliseconds(change.arrived - *first_arrival_), smoothed_ms_});
  if (points_.size() > groups) points_.pop_front();
}

std::optional<double> DelayTrend::slope() const {
  if (points_.size() < groups) return std::nullopt;
  Point mean{0, 0};
  for (const Point& point : points_) {
    mean.arrived_ms += point.arrived_ms / groups;
    mean.delay_ms += point.delay_ms / groups;
  }
  double together = 0;
  double alone = 0;
  for (const Point& point : points_) {
    const double apart = point.arrived_ms - mean.arrived_ms;
    together += apart * (point.delay_ms - mean.delay_ms);
    alone += apart * apart;
  }
  if (alone == 0) return std::nullopt;
  return together / alone;
}

}  // namespace portero::congestion
