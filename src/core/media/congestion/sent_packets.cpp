#include "core/media/congestion/sent_packets.hpp"

namespace portero::congestion {

SentPackets::Packet& SentPackets::place_of(std::uint16_t sequence_number) {
  static_assert(65536 % max_packets == 0, "neighbours stay neighbours when the number wraps");
  return packets_[sequence_number % max_packets];
}

void SentPackets::sent(std::uint16_t sequence_number, std::size_t wire_bytes, base::TimePoint now) {
  place_of(sequence_number) = {sequence_number, Fate::unknown, wire_bytes, now};
}

std::vector<PacketResult> SentPackets::acknowledge(const TransportFeedback& feedback,
                                                   base::TimePoint now) {
  std::vector<PacketResult> results;
  for (const PacketStatus& status : feedback.packets) {
    Packet& packet = place_of(status.sequence_number);
    if (packet.sequence_number != status.sequence_number || now - packet.sent > memory) continue;
    if (packet.fate == Fate::unknown || (packet.fate == Fate::lost && status.arrived)) {
      results.push_back({packet.sent, packet.bytes,
                         status.arrived.transform([this](auto arrived) { return unwrap(arrived); }),
                         packet.fate == Fate::lost});
      packet.fate = status.arrived ? Fate::arrived : Fate::lost;
    }
  }
  return results;
}

base::Duration SentPackets::unwrap(base::Duration arrived) {
  if (last_arrival_) {
    base::Duration ahead = (arrived - *last_arrival_) % reference_time_period;
    if (ahead < -reference_time_period / 2) ahead += reference_time_period;
    if (ahead >= reference_time_period / 2) ahead -= reference_time_period;
    arrived = *last_arrival_ + ahead;
  }
  last_arrival_ = arrived;
  return arrived;
}

}  // namespace portero::congestion
