#include "core/rtp/recently_sent.hpp"

#include <utility>

namespace portero::rtp {

void RecentlySent::add(Packet packet) {
  while (!packets_.empty() &&
         (packets_.size() >= max_packets || packet.at - packets_.front().at > max_age))
    packets_.pop_front();
  packets_.push_back(std::move(packet));
}

const RecentlySent::Packet* RecentlySent::find(std::uint16_t sequence_number,
                                               base::TimePoint now) const {
  if (packets_.empty()) return nullptr;
  const std::size_t index =
      static_cast<std::uint16_t>(sequence_number - packets_.front().sequence_number);
  if (index >= packets_.size() || now - packets_[index].at > max_age) return nullptr;
  return &packets_[index];
}

}  // namespace portero::rtp
