#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.hpp"
#include "core/rtp/header.hpp"

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

// Leaves the reader behind the contributing sources and the extension, which is not read: at the
// payload, and padding if there is any.
[[nodiscard]] std::optional<Header> read_header(base::ByteReader& reader);

// Of the first byte of RTP and RTCP alike.
[[nodiscard]] constexpr bool is_version_2(std::uint8_t first) { return first >> 6 == 2; }
// What follows a header that begins so; nullopt where there is more padding than that.
[[nodiscard]] std::optional<base::ByteView> without_padding(std::uint8_t first,
                                                            base::ByteView content);

// What comes at a port that all share (RFC 5764 section 5.1.2, RFC 5761 section 4).
enum class Datagram : std::uint8_t { rtp, rtcp, other };
[[nodiscard]] Datagram kind_of(base::ByteView datagram);

}  // namespace portero::rtp
