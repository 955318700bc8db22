#include "core/media/congestion/overuse_detector.hpp"

#include <algorithm>
#include <cmath>

namespace portero::congestion {
namespace {

using std::chrono::milliseconds;

// A slope over few groups says less.
constexpr int full_weight_groups = 60;
constexpr double gain = 4;
constexpr base::Duration overused_at_least = milliseconds(10);

constexpr double lowest_threshold = 6;
constexpr double highest_threshold = 600;
// A millisecond; falling threshold, rising threshold.
constexpr double adapts_down = 0.039;
constexpr double adapts_up = 0.0087;
// A spike this far out is no noise to get used to.
constexpr double spike = 15;
constexpr base::Duration longest_step = milliseconds(100);

}  // namespace

Usage OveruseDetector::handle(double slope, base::Duration sent_apart, base::Duration arrived) {
  groups_ = std::min(groups_ + 1, full_weight_groups);
  const double trend = slope * groups_ * gain;
  if (trend > threshold_) {
    overused_for_ += overused_groups_ == 0 ? sent_apart / 2 : sent_apart;
    ++overused_groups_;
    if (overused_for_ > overused_at_least && overused_groups_ > 1 && slope >= slope_before_) {
      overused_for_ = {};
      overused_groups_ = 0;
      usage_ = Usage::overused;
    }
  } else {
    overused_for_ = {};
    overused_groups_ = 0;
    usage_ = trend < -threshold_ ? Usage::underused : Usage::normal;
  }
  slope_before_ = slope;
  adapt(trend, arrived);
  return usage_;
}

void OveruseDetector::adapt(double trend, base::Duration arrived) {
  const base::Duration step =
      std::clamp(arrived - last_adapted_, base::Duration::zero(), longest_step);
  last_adapted_ = arrived;
  const double distance = std::abs(trend) - threshold_;
  if (distance > spike) return;
  const double speed = distance < 0 ? adapts_down : adapts_up;
  const double step_ms = static_cast<double>(step.count()) / 1e3;
  threshold_ =
      std::clamp(threshold_ + speed * distance * step_ms, lowest_threshold, highest_threshold);
}

}  // namespace portero::congestion
