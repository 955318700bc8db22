#include "core/sdp/rtp_profile.hpp"

#include "core/sdp/scan.hpp"

namespace portero::sdp {

std::optional<RtpProfile> rtp_profile(std::string_view proto) {
  constexpr std::string_view over_tls = "UDP/TLS/";
  RtpProfile profile;
  if (same_name(proto.substr(0, over_tls.size()), over_tls)) {
    profile.dtls = true;
    proto.remove_prefix(over_tls.size());
  }
  profile.secure = same_name(proto, "RTP/SAVP") || same_name(proto, "RTP/SAVPF");
  profile.feedback = same_name(proto, "RTP/AVPF") || same_name(proto, "RTP/SAVPF");
  const bool plain = same_name(proto, "RTP/AVP") || same_name(proto, "RTP/AVPF");
  if (!profile.secure && (!plain || profile.dtls)) return std::nullopt;
  return profile;
}

}  // namespace portero::sdp
