#include "tests/sim/link/screen.hpp"

#include <algorithm>
#include <numeric>

namespace portero::sim::link {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t remembered_frames = 100;
constexpr std::size_t averaged_gaps = 30;
constexpr base::Duration longest_wait = 500ms;
constexpr base::Duration freeze_at_least = 150ms;

base::Duration of_most(std::vector<base::Duration> values) {
  if (values.empty()) return {};
  const auto place = values.begin() + static_cast<std::ptrdiff_t>(values.size() * 95 / 100);
  std::ranges::nth_element(values, place);
  return *place;
}

}  // namespace

void Screen::decoded(base::TimePoint captured, base::TimePoint now) {
  lateness_.push_back(now - captured);
  if (lateness_.size() > remembered_frames) lateness_.pop_front();
  const base::Duration wait = std::min(of_most({lateness_.begin(), lateness_.end()}), longest_wait);
  base::TimePoint at = std::max(now, captured + wait);
  if (!shown_.empty()) at = std::max(at, shown_.back());
  if (last_shown_) count_freeze(at, at - *last_shown_);
  last_shown_ = at;
  shown_.push_back(at);
  delays_.push_back(at - captured);
}

void Screen::ended(base::TimePoint now) {
  if (last_shown_ && now > *last_shown_) count_freeze(now, now - *last_shown_);
}

void Screen::count_freeze(base::TimePoint until, base::Duration gap) {
  if (!gaps_.empty()) {
    const auto sum = std::accumulate(gaps_.begin(), gaps_.end(), base::Duration{});
    const base::Duration mean = sum / static_cast<std::int64_t>(gaps_.size());
    if (gap > std::max(3 * mean, mean + freeze_at_least)) freezes_.push_back({until, gap});
  }
  gaps_.push_back(gap);
  if (gaps_.size() > averaged_gaps) gaps_.pop_front();
}

base::Duration Screen::frozen_between(base::Duration from, base::Duration until) const {
  base::Duration sum{};
  for (const Freeze& freeze : freezes_) {
    const base::Duration at = freeze.until.time_since_epoch();
    if (at >= from && at <= until) sum += freeze.length;
  }
  return sum;
}

int Screen::shown_between(base::Duration from, base::Duration until) const {
  const auto first = std::ranges::lower_bound(shown_, base::TimePoint(from));
  return static_cast<int>(std::ranges::lower_bound(shown_, base::TimePoint(until)) - first);
}

int Screen::fewest_in_a_second(base::Duration from, base::Duration until) const {
  int fewest = 1000;
  for (auto at = from; at + 1s <= until; at += 1s)
    fewest = std::min(fewest, shown_between(at, at + 1s));
  return fewest;
}

base::Duration Screen::delay() const { return of_most(delays_); }

}  // namespace portero::sim::link
