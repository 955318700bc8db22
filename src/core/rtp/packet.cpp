#include "core/rtp/packet.hpp"

#include "core/rtp/rtcp_packet.hpp"

namespace portero::rtp {
namespace {

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

std::optional<Header> read_header(base::ByteReader& reader) {
  const auto first = reader.u8();
  const auto second = reader.u8();
  const auto number = reader.u16();
  const auto timestamp = reader.u32();
  const auto ssrc = reader.u32();
  if (!first || !second || !number || !timestamp || !ssrc || !is_version_2(*first))
    return std::nullopt;
  if (!skip_sources_and_extension(reader, *first)) return std::nullopt;
  return Header{.marker = (*second & marked) != 0,
                .payload_type = static_cast<std::uint8_t>(*second & ~marked),
                .sequence_number = *number,
                .timestamp = *timestamp,
                .ssrc = *ssrc};
}

std::optional<base::ByteView> without_padding(std::uint8_t first, base::ByteView content) {
  if ((first & padded) == 0) return content;
  if (content.empty() || content.back() == 0 || content.back() > content.size())
    return std::nullopt;
  return content.first(content.size() - content.back());
}

std::optional<ReceivedPacket> parse_packet(base::ByteView bytes) {
  base::ByteReader reader{bytes};
  const auto header = read_header(reader);
  const auto payload = header ? without_padding(bytes.front(), reader.rest()) : std::nullopt;
  if (!header || !payload) return std::nullopt;
  return ReceivedPacket{.marker = header->marker,
                        .payload_type = header->payload_type,
                        .sequence_number = header->sequence_number,
                        .timestamp = header->timestamp,
                        .ssrc = header->ssrc,
                        .payload = *payload};
}

Datagram kind_of(base::ByteView datagram) {
  if (datagram.size() < 2 || !is_version_2(datagram[0])) return Datagram::other;
  return is_rtcp_type(datagram[1]) ? Datagram::rtcp : Datagram::rtp;
}

}  // namespace portero::rtp
