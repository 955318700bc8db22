#include "core/rtp/recently_sent.hpp"

#include <utility>

namespace portero::rtp {

void RecentlySent::add(Packet packet) {
  while (!packets_.empty() &&
         (packets_.size() >= max_packets || packet.at - packets_.front().at > max_age))
    packets_.pop_front();
  packets_.push_back(std::move(packet));
}

RecentlySent::Packet* RecentlySent::find(std::uint16_t sequence_number, base::TimePoint now) {
  if (packets_.empty()) return nullptr;
  const std::size_t index =
      static_cast<std::uint16_t>(sequence_number - packets_.front().sequence_number);
  if (index >= packets_.size()) return nullptr;
  Packet& packet = packets_[index];
  const bool old = now - packet.at > max_age;
  const bool under_way = packet.repeated && now - *packet.repeated < least_between_repeats;
  return old || under_way ? nullptr : &packet;
}

}  // namespace portero::rtp
