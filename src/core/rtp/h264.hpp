#pragma once

#include <cstddef>
#include <vector>

#include "base/bytes.hpp"
#include "core/rtp/header.hpp"

namespace portero::rtp {

// The payloads of an access unit (RFC 6184, packetization-mode 1), each of at most `max_bytes`:
// small NAL units together (STAP-A, section 5.7.1), large ones in pieces (FU-A, section 5.8). The
// unit is a byte stream (H.264 Annex B); access unit delimiters are left out. Nothing for what has
// no start code.
[[nodiscard]] std::vector<Bytes> h264_payloads(base::ByteView unit, std::size_t max_bytes);

}  // namespace portero::rtp
