#include "tests/sim/link/link.hpp"

#include <algorithm>
#include <iterator>

namespace portero::sim::link {

void Offered::add(base::TimePoint at, std::size_t count) {
  const auto place = static_cast<std::size_t>(at.time_since_epoch() / interval);
  if (bytes.size() <= place) bytes.resize(place + 1);
  bytes[place] += count;
}

Bitrate Offered::between(base::Duration from, base::Duration until) const {
  std::size_t sum = 0;
  for (auto at = from; at < until; at += interval) {
    const auto place = static_cast<std::size_t>(at / interval);
    if (place < bytes.size()) sum += bytes[place];
  }
  return congestion::bitrate(sum, until - from);
}

const Conditions& Link::conditions() const {
  return std::prev(course_.upper_bound(time_.now().time_since_epoch()))->second;
}

void Link::send(std::size_t bytes, Timeline::Event arrive) {
  const Conditions& now = conditions();
  offered_.add(time_.now(), bytes);
  base::TimePoint leaves = time_.now();
  if (now.rate > Bitrate{}) {
    const base::TimePoint begins = std::max(time_.now(), free_at_);
    if (begins - time_.now() > now.queue) return;
    leaves = begins +
             base::Duration(static_cast<std::int64_t>(bytes) * 8 * 1'000'000 / now.rate.bits_per_s);
    free_at_ = leaves;
  }
  const base::Duration jitter = dice_.between(base::Duration::zero(), now.jitter);
  if (dice_.percent(now.loss_percent)) return;
  time_.at(leaves + now.delay + jitter, 0, std::move(arrive));
}

}  // namespace portero::sim::link
