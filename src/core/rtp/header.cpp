#include "core/rtp/header.hpp"

namespace portero::rtp {
namespace {

constexpr std::uint8_t version_2 = 0x80;
constexpr std::uint8_t has_extension = 0x10;
constexpr std::uint8_t marked = 0x80;
constexpr std::uint16_t one_byte_profile = 0xBEDE;

void append(Bytes& packet, const TransportWide& transport_wide) {
  append_u16(packet, one_byte_profile);
  append_u16(packet, 1);                                                    // word
  packet.push_back(static_cast<std::uint8_t>(transport_wide.id << 4 | 1));  // two bytes
  append_u16(packet, transport_wide.number);
  packet.push_back(0);
}

}  // namespace

void append_u16(Bytes& packet, std::uint16_t value) {
  packet.push_back(static_cast<std::uint8_t>(value >> 8));
  packet.push_back(static_cast<std::uint8_t>(value));
}

void append_u32(Bytes& packet, std::uint32_t value) {
  append_u16(packet, static_cast<std::uint16_t>(value >> 16));
  append_u16(packet, static_cast<std::uint16_t>(value));
}

void append(Bytes& packet, const Header& header) {
  packet.push_back(version_2 | (header.transport_wide ? has_extension : 0));
  packet.push_back(static_cast<std::uint8_t>((header.marker ? marked : 0) | header.payload_type));
  append_u16(packet, header.sequence_number);
  append_u32(packet, header.timestamp);
  append_u32(packet, header.ssrc);
  if (header.transport_wide) append(packet, *header.transport_wide);
}

}  // namespace portero::rtp
