#pragma once

#include <cstdint>
#include <expected>

#include "base/bytes.hpp"

namespace portero::rtp {

// RFC 3550 section 12.1, RFC 4585 section 6.1.
namespace rtcp_type {
inline constexpr std::uint8_t sender_report = 200;
inline constexpr std::uint8_t receiver_report = 201;
inline constexpr std::uint8_t source_description = 202;
inline constexpr std::uint8_t transport_feedback = 205;
inline constexpr std::uint8_t payload_feedback = 206;
}  // namespace rtcp_type

// The format of transport_feedback that draft-holmer-rmcat-transport-wide-cc-extensions-01 adds.
inline constexpr std::uint8_t transport_wide_format = 15;

// What no RTP packet has in its place (RFC 5761 section 4).
constexpr bool is_rtcp_type(std::uint8_t type) { return type >= 192 && type <= 223; }

// One packet of a compound (RFC 3550 section 6.1), whose body lies in its bytes, without padding.
struct RtcpPacket {
  std::uint8_t count = 0;  // or format
  std::uint8_t type = 0;   // any
  base::ByteView body;
};

enum class RtcpFault : std::uint8_t { cut_short, not_rtcp };

[[nodiscard]] std::expected<RtcpPacket, RtcpFault> read_rtcp_packet(base::ByteReader& reader);

}  // namespace portero::rtp
