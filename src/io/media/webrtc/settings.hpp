#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/ip_address.hpp"
#include "base/time.hpp"
#include "core/sdp/video_codec.hpp"
#include "io/media/webrtc/ice_server.hpp"
#include "io/net/tls_context.hpp"

namespace portero::webrtc {

struct ViewerSettings {
  std::vector<IceServer> servers;  // at most max_ice_servers are used
  // Whom to believe to be a TURN server over TLS; nullptr for the authorities of the system.
  std::shared_ptr<const net::TlsClient> trust;
  bool relay_only = false;  // the browser learns no address of ours
  // Best first. Empty: no picture. Our offers have the first alone.
  std::vector<sdp::VideoCodec> video{sdp::VideoCodec::h264, sdp::VideoCodec::vp8};
  bool sound = true;  // both ways
  // Of ours, that may be told and used; empty for all. A station with several networks would
  // otherwise tell every operator about each of them.
  std::vector<base::IpAddress> addresses;
  // Nothing was received for so long: gone. Browsers send RTCP at least every 5 s.
  base::Duration silence_limit = std::chrono::milliseconds{9'500};
  base::Duration connect_limit = std::chrono::seconds{20};
};

}  // namespace portero::webrtc
