#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.hpp"

namespace portero::rtp {

// A packet that came (RFC 3550 section 5.1); the payload lies in its bytes.
struct ReceivedPacket {
  bool marker = false;
  std::uint8_t payload_type = 0;
  std::uint16_t sequence_number = 0;
  std::uint32_t timestamp = 0;
  std::uint32_t ssrc = 0;
  base::ByteView payload;
};

// Nullopt for what is none, and where a part of it is longer than the packet.
[[nodiscard]] std::optional<ReceivedPacket> parse_packet(base::ByteView bytes);

// What comes at a port that all share (RFC 5764 section 5.1.2, RFC 5761 section 4).
enum class Datagram : std::uint8_t { rtp, rtcp, other };
[[nodiscard]] Datagram kind_of(base::ByteView datagram);

}  // namespace portero::rtp
