#include "core/media/congestion/rate_control.hpp"

#include <algorithm>
#include <cmath>

namespace portero::congestion {
namespace {

using std::chrono::milliseconds;

constexpr base::Duration longest_step = milliseconds(500);
// A decrease shows in feedback a round trip later; until then the queue goes on growing.
constexpr base::Duration soonest_again = milliseconds(200);
constexpr base::Duration latest_again = milliseconds(600);
// The queue that an overuse left is emptied before more is sent.
constexpr base::Duration emptied = milliseconds(30);
constexpr base::Duration longest_emptying = milliseconds(2000);
// Within this share of it, the capacity is near; beyond, it has changed.
constexpr double near_capacity = 0.12;
constexpr double newest_capacity = 0.3;
// Sent less than this share of the estimate: the picture needs no more at the moment.
constexpr double saturated = 0.75;
// Came through, of what was sent.
constexpr double came_through = 0.9;
constexpr double careful_decrease = 0.9;
constexpr double starving = 0.7;
constexpr Bitrate always_allowed = kbit_per_s(20);
// What came through for so long without a queue has been proven.
constexpr base::Duration proof = milliseconds(1000);
constexpr double proven = 0.95;

double seconds(base::Duration duration) { return static_cast<double>(duration.count()) / 1e6; }

}  // namespace

void RateControl::set(Bitrate rate) {
  estimate_ = std::clamp(rate, limits_.lowest, limits_.highest);
}

void RateControl::handle(Usage usage, const Traffic& traffic, base::TimePoint now) {
  const base::Duration passed = std::min(now - last_handled_.value_or(now), longest_step);
  last_handled_ = now;
  if (usage != Usage::normal) normal_since_.reset();
  switch (usage) {
    case Usage::overused:
      if (!last_decrease_ ||
          now - *last_decrease_ >= std::clamp(traffic.round_trip, soonest_again, latest_again))
        decrease_to(traffic, now);
      return;
    case Usage::underused: return;
    case Usage::normal:
      if (!normal_since_) normal_since_ = now;
      increase(traffic, passed, now);
      return;
  }
}

bool RateControl::is_near_capacity() {
  if (!capacity_) return false;
  if (estimate_ > *capacity_ * (1 + near_capacity)) {
    capacity_.reset();
    return false;
  }
  return estimate_ > *capacity_ * (1 - 2 * near_capacity);
}

void RateControl::increase(const Traffic& traffic, base::Duration passed, base::TimePoint now) {
  if (!traffic.acknowledged) return;
  const bool emptying =
      last_decrease_ && now - *last_decrease_ < longest_emptying && traffic.queueing > emptied;
  if (emptying) return;
  const Bitrate came = *traffic.acknowledged * (1 / (1 - traffic.lost_anyway));
  const Bitrate speed = is_near_capacity() ? near_increase : estimate_ * far_increase;
  const Bitrate grown = estimate_ + speed * seconds(passed);
  const Bitrate most = came * headroom + always_allowed;
  if (most > estimate_) set(std::min(grown, most));
  const bool is_proof = now - normal_since_.value_or(now) >= proof && traffic.queueing < emptied;
  if (is_proof && came * proven > estimate_) set(came * proven);
}

void RateControl::decrease_to(const Traffic& traffic, base::TimePoint now) {
  last_decrease_ = now;
  before_back_off_.reset();
  if (!traffic.acknowledged || !traffic.sent) {
    set(estimate_ * decrease);
    return;
  }
  const Bitrate came = *traffic.acknowledged * (1 / (1 - traffic.lost_anyway));
  // With little to send, a queue is rather somebody else's, and what came through is no limit.
  if (*traffic.sent < estimate_ * saturated && came > *traffic.sent * came_through) {
    set(std::max(came * decrease, estimate_ * careful_decrease));
    return;
  }
  const bool is_near = capacity_ && std::abs(came / *capacity_ - 1) <= 2 * near_capacity;
  const Bitrate before = is_near ? *capacity_ : came;
  capacity_ = before * (1 - newest_capacity) + came * newest_capacity;
  set(std::min(estimate_, came * decrease));
}

void RateControl::back_off(const Traffic& traffic, base::TimePoint now) {
  const Bitrate before = estimate_;
  const auto last_decrease = last_decrease_;
  decrease_to(traffic, now);
  before_back_off_ = before;
  last_decrease_ = last_decrease;
}

void RateControl::confirm(base::TimePoint now) {
  before_back_off_.reset();
  last_decrease_ = now;
}

void RateControl::restore(base::TimePoint now) {
  if (before_back_off_) set(std::max(estimate_, *before_back_off_));
  before_back_off_.reset();
  capacity_.reset();
  normal_since_ = now;
}

void RateControl::starve() { set(estimate_ * starving); }

}  // namespace portero::congestion
