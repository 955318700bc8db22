#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "base/bytes.hpp"
#include "core/sdp/video_codec.hpp"

// What a phone reads of the packets of a picture, and how it asks for a key frame.
namespace portero::rtp {

inline constexpr std::size_t rtp_header = 12;

using Ssrc = std::array<std::uint8_t, 4>;

inline Ssrc ssrc_of(base::ByteView packet) {
  return {packet[8], packet[9], packet[10], packet[11]};
}

// The marker of its last packet.
inline bool ends_frame(base::ByteView packet) { return (packet[1] & 0x80) != 0; }

inline bool begins_key_frame(sdp::VideoCodec codec, base::ByteView packet) {
  constexpr int idr = 5;
  constexpr int fragment = 28;  // RFC 6184 section 5.8
  if (packet.size() < rtp_header + 6) return false;
  const base::ByteView payload = packet.subspan(rtp_header);
  switch (codec) {
    case sdp::VideoCodec::h264: {
      const int type = payload[0] & 0x1f;
      return type == idr || (type == fragment && (payload[1] & 0x9f) == (0x80 | idr));
    }
    // RFC 7741 section 4.2: the first partition's start, behind 15 bits of picture id.
    case sdp::VideoCodec::vp8: return (payload[0] & 0x1f) == 0x10 && (payload[4] & 1) == 0;
  }
  return false;
}

// RFC 4585 section 6.3.1, behind an empty report of a receiver.
inline std::vector<std::uint8_t> picture_loss(const Ssrc& ssrc) {
  std::vector<std::uint8_t> packet{0x80, 201, 0, 1, 0, 0, 0, 1, 0x81, 206, 0, 2, 0, 0, 0, 1};
  packet.insert(packet.end(), ssrc.begin(), ssrc.end());
  return packet;
}

// RFC 5104 section 4.3.1, likewise; each with another number.
inline std::vector<std::uint8_t> full_intra(const Ssrc& ssrc, std::uint8_t number) {
  std::vector<std::uint8_t> packet{0x80, 201, 0, 1, 0, 0, 0, 1, 0x84, 206, 0, 4, 0, 0, 0, 1};
  packet.insert(packet.end(), 4, 0);
  packet.insert(packet.end(), ssrc.begin(), ssrc.end());
  packet.insert(packet.end(), {number, 0, 0, 0});
  return packet;
}

}  // namespace portero::rtp
