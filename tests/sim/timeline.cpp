#include "tests/sim/timeline.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace portero::sim {

bool Timeline::later(const Entry& one, const Entry& other) {
  return std::tie(one.when, one.order) > std::tie(other.when, other.order);
}

void Timeline::at(base::TimePoint when, int cause, Event event) {
  entries_.push_back({std::max(when, now_), planned_++, cause, std::move(event)});
  std::ranges::push_heap(entries_, later);
}

bool Timeline::step() {
  if (entries_.empty()) return false;
  std::ranges::pop_heap(entries_, later);
  Entry entry = std::move(entries_.back());
  entries_.pop_back();
  now_ = entry.when;
  cause_ = entry.cause;
  entry.event();
  return true;
}

}  // namespace portero::sim
