#include "core/rtp/outgoing_stream.hpp"

#include "core/rtp/clock.hpp"

namespace portero::rtp {
namespace {

constexpr std::size_t room_behind = 32;  // for the tag of SRTP, without another allocation

}  // namespace

OutgoingPacket OutgoingStream::packet(const Payload& payload, bool marker, base::TimePoint sampled,
                                      TransportWideNumbers& numbers, base::TimePoint now) {
  const Header header{.marker = marker,
                      .payload_type = format_.payload_type,
                      .sequence_number = next_++,
                      .timestamp = timestamp_of(sampled),
                      .ssrc = format_.ssrc};
  OutgoingPacket packet = assemble(header, numbers, payload->size());
  packet.bytes.insert(packet.bytes.end(), payload->begin(), payload->end());
  ++counts_.packets;
  counts_.payload_bytes += payload->size();
  if (format_.repetition)
    sent_.add({.sequence_number = header.sequence_number,
               .marker = marker,
               .timestamp = header.timestamp,
               .at = now,
               .payload = payload});
  return packet;
}

std::optional<OutgoingPacket> OutgoingStream::repeat(std::uint16_t sequence_number,
                                                     TransportWideNumbers& numbers,
                                                     base::TimePoint now) {
  RecentlySent::Packet* const sent = sent_.find(sequence_number, now);
  if (sent == nullptr || !format_.repetition) return std::nullopt;
  sent->repeated = now;
  OutgoingPacket packet = assemble({.marker = sent->marker,
                                    .payload_type = format_.repetition->payload_type,
                                    .sequence_number = next_repeated_++,
                                    .timestamp = sent->timestamp,
                                    .ssrc = format_.repetition->ssrc},
                                   numbers, sizeof sequence_number + sent->payload->size());
  append_u16(packet.bytes, sequence_number);  // RFC 4588 section 4
  packet.bytes.insert(packet.bytes.end(), sent->payload->begin(), sent->payload->end());
  ++counts_.repeated;
  return packet;
}

std::size_t OutgoingStream::bytes_of(std::uint16_t sequence_number, base::TimePoint now) {
  const RecentlySent::Packet* const sent = sent_.find(sequence_number, now);
  return sent == nullptr ? 0 : sent->payload->size();
}

std::optional<SenderReport> OutgoingStream::due_report(base::TimePoint now) {
  if (reported_ && now - *reported_ < report_interval) return std::nullopt;
  reported_ = now;
  return SenderReport{.ssrc = format_.ssrc,
                      .now = now,
                      .timestamp = timestamp_of(now),
                      .packets = static_cast<std::uint32_t>(counts_.packets),
                      .payload_bytes = static_cast<std::uint32_t>(counts_.payload_bytes)};
}

void OutgoingStream::take(const ReportBlock& block) {
  constexpr double unit = 256;
  counts_.lost = block.cumulative_lost;
  counts_.lost_share = block.fraction_lost / unit;
}

std::uint32_t OutgoingStream::timestamp_of(base::TimePoint time) const {
  return first_timestamp_ + in_units(time, format_.clock_rate);
}

OutgoingPacket OutgoingStream::assemble(Header header, TransportWideNumbers& numbers,
                                        std::size_t payload_bytes) const {
  OutgoingPacket packet;
  packet.bytes.reserve(max_header_bytes + payload_bytes + room_behind);
  if (format_.transport_wide_id) {
    header.transport_wide =
        TransportWide{.id = *format_.transport_wide_id, .number = numbers.next()};
    packet.transport_wide_number = header.transport_wide->number;
  }
  append(packet.bytes, header);
  return packet;
}

}  // namespace portero::rtp
