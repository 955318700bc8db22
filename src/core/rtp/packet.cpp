#include "core/rtp/packet.hpp"

namespace portero::rtp {
namespace {

constexpr std::uint8_t version_bits = 0xC0;
constexpr std::uint8_t version_2 = 0x80;
constexpr std::uint8_t padded = 0x20;
constexpr std::uint8_t extended = 0x10;
constexpr std::uint8_t source_count_bits = 0x0F;
constexpr std::uint8_t marked = 0x80;

bool skip_sources_and_extension(base::ByteReader& reader, std::uint8_t first) {
  if (!reader.bytes(std::size_t{4} * (first & source_count_bits))) return false;
  if ((first & extended) == 0) return true;
  const auto profile = reader.u16();
  const auto words = reader.u16();
  return profile && words && reader.bytes(std::size_t{4} * *words);
}

}  // namespace

std::optional<ReceivedPacket> parse_packet(base::ByteView bytes) {
  base::ByteReader reader{bytes};
  const auto first = reader.u8();
  const auto second = reader.u8();
  const auto number = reader.u16();
  const auto timestamp = reader.u32();
  const auto ssrc = reader.u32();
  if (!first || !second || !number || !timestamp || !ssrc || (*first & version_bits) != version_2)
    return std::nullopt;
  if (!skip_sources_and_extension(reader, *first)) return std::nullopt;
  base::ByteView payload = reader.rest();
  if ((*first & padded) != 0) {
    if (payload.empty() || payload.back() == 0 || payload.back() > payload.size())
      return std::nullopt;
    payload = payload.first(payload.size() - payload.back());
  }
  return ReceivedPacket{.marker = (*second & marked) != 0,
                        .payload_type = static_cast<std::uint8_t>(*second & ~marked),
                        .sequence_number = *number,
                        .timestamp = *timestamp,
                        .ssrc = *ssrc,
                        .payload = payload};
}

Datagram kind_of(base::ByteView datagram) {
  if (datagram.size() < 2 || (datagram[0] & version_bits) != version_2) return Datagram::other;
  return datagram[1] >= 192 && datagram[1] <= 223 ? Datagram::rtcp : Datagram::rtp;
}

}  // namespace portero::rtp
