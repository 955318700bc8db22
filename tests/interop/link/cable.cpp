#include "tests/interop/link/cable.hpp"

#include <algorithm>

namespace portero::emulated_link {

OneWay::OneWay(loop::EventLoop& loop, Tun& from, Tun& to, std::uint64_t seed)
    : loop_(loop), from_(from), to_(to), way_(seed), next_(loop) {
  from_.when_readable([this] { take(); });
}

void OneWay::take() {
  for (auto packet = from_.read(room_); !packet.empty(); packet = from_.read(room_)) {
    counts_.offered_packets += 1;
    counts_.offered_bytes += packet.size();
    const auto arrives = way_.send(packet.size(), loop_.now(), conditions_);
    if (arrives)
      under_way_.emplace(*arrives, std::vector<std::uint8_t>(packet.begin(), packet.end()));
    else
      ++(arrives.error() == sim::link::Missing::lost ? counts_.lost : counts_.dropped);
  }
  from_.when_readable([this] { take(); });
  deliver();
}

void OneWay::deliver() {
  const base::TimePoint now = loop_.now();
  while (!under_way_.empty() && under_way_.begin()->first <= now) {
    const auto& [due, packet] = *under_way_.begin();
    counts_.latest = std::max(counts_.latest, now - due);
    counts_.arrived_bytes += packet.size();
    to_.write(packet);
    under_way_.erase(under_way_.begin());
  }
  if (!under_way_.empty()) next_.start_at(under_way_.begin()->first, [this] { deliver(); });
}

}  // namespace portero::emulated_link
