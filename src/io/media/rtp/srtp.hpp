#pragma once

#include <optional>
#include <string>

#include <gst/gst.h>

#include "core/sdp/protection.hpp"
#include "io/media/gst/owned.hpp"

namespace portero::rtp {

// SRTP with keys from the description (RFC 3711, RFC 7714), in the words of GStreamer's srtpenc and
// srtpdec.

// The properties of an srtpenc, but its key.
[[nodiscard]] std::string srtpenc_properties(sdp::SrtpSuite suite);
void set_key(GstElement* srtpenc, const sdp::SdesSrtp& keys);
// What an srtpdec's request-key wants: `turns` is how often the sender's sequence numbers turned
// over before (ROC).
[[nodiscard]] gst::OwnedMini<GstCaps> srtpdec_caps(const sdp::SdesSrtp& keys, std::uint32_t turns);
// What a dtlsenc and its dtlsdec have agreed with the far side (RFC 5764 section 4.2); nullopt
// while one of them has not.
[[nodiscard]] std::optional<sdp::SdesSrtp> keys_of_handshake(GstElement* dtlsenc,
                                                             GstElement* dtlsdec);

}  // namespace portero::rtp
