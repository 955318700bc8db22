#pragma once

#include <optional>
#include <string_view>

namespace portero::sdp {

// What the proto of an m= line says: RTP/AVP and its relatives (RFC 3551, 3711, 4585, 5124, 5764).
struct RtpProfile {
  bool secure = false;    // SAVP, SAVPF: never in the clear
  bool feedback = false;  // AVPF, SAVPF: RTCP as soon as there is something to say
  bool dtls = false;      // UDP/TLS/...: keys come by DTLS

  bool operator==(const RtpProfile&) const = default;
};

// Nullopt for a transport that is no RTP over UDP.
[[nodiscard]] std::optional<RtpProfile> rtp_profile(std::string_view proto);

}  // namespace portero::sdp
