#include "core/console/throttle.hpp"

#include <algorithm>

namespace portero::console {
namespace {

constexpr std::size_t network_bytes = 8;

base::IpAddress network_of(const base::IpAddress& address) {
  if (address.is_v4()) return address;
  base::IpAddress::V6 network{};
  std::ranges::copy(address.bytes().first(network_bytes), network.begin());
  return base::IpAddress{network};
}

base::Duration wait_after(int tries) {
  base::Duration wait = Throttle::first_wait;
  for (int i = Throttle::free_tries; i < tries && wait < Throttle::longest_wait; ++i) wait *= 2;
  return std::min(wait, Throttle::longest_wait);
}

}  // namespace

base::Duration Throttle::wait(const base::IpAddress& source, base::TimePoint now) const {
  const auto found = sources_.find(network_of(source));
  if (found == sources_.end()) return {};
  return std::max(base::Duration{}, found->second.free_at - now);
}

void Throttle::tried(const base::IpAddress& source, base::TimePoint now) {
  const base::IpAddress network = network_of(source);
  forget_old(now);
  if (!sources_.contains(network)) make_room();
  Tries& tries = sources_[network];
  ++tries.count;
  tries.last = now;
  if (tries.count >= free_tries) tries.free_at = now + wait_after(tries.count);
}

void Throttle::succeeded(const base::IpAddress& source) { sources_.erase(network_of(source)); }

void Throttle::forget_old(base::TimePoint now) {
  std::erase_if(sources_,
                [&](const auto& source) { return now - source.second.last >= forget_after; });
}

void Throttle::make_room() {
  if (sources_.size() < max_sources) return;
  sources_.erase(std::ranges::min_element(sources_, {},
                                          [](const auto& source) { return source.second.last; }));
}

}  // namespace portero::console
