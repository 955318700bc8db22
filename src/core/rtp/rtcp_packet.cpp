#include "core/rtp/rtcp_packet.hpp"

#include "core/rtp/packet.hpp"

namespace portero::rtp {
namespace {

constexpr std::uint8_t count_bits = 0x1F;

}  // namespace

std::expected<RtcpPacket, RtcpFault> read_rtcp_packet(base::ByteReader& reader) {
  const auto first = reader.u8();
  const auto type = reader.u8();
  const auto words = reader.u16();
  if (!first || !type || !words) return std::unexpected(RtcpFault::cut_short);
  if (!is_version_2(*first)) return std::unexpected(RtcpFault::not_rtcp);
  const auto content = reader.bytes(std::size_t{*words} * 4);
  const auto body = content ? without_padding(*first, *content) : std::nullopt;
  if (!body) return std::unexpected(RtcpFault::cut_short);
  return RtcpPacket{
      .count = static_cast<std::uint8_t>(*first & count_bits), .type = *type, .body = *body};
}

}  // namespace portero::rtp
