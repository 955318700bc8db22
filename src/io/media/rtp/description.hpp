#pragma once

#include <string>

#include "io/media/rtp/session.hpp"

namespace portero::rtp {

// The pipeline of a session, as gst-launch-1.0 reads it. Its elements: "sender" (a bin) with "send"
// in it, "bin" (rtpbin), "rtp_in" and "rtcp_in" (udpsrc), "rtp_out" and "rtcp_out" (multiudpsink),
// "opened" (what follows has been deciphered), "reports" (appsrc of RTCP that came to the RTP
// port), "encipher" and "decipher".
[[nodiscard]] std::string description_of(const SessionSettings& settings);

}  // namespace portero::rtp
