#include "tests/sim/link/link.hpp"

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
  offered_.add(time_.now(), bytes);
  if (const auto arrives = way_.send(bytes, time_.now(), conditions()))
    time_.at(*arrives, 0, std::move(arrive));
}

}  // namespace portero::sim::link
