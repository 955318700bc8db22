#pragma once

#include <cstddef>
#include <cstdint>

typedef struct _GstElement GstElement;

namespace portero::webrtc {

inline constexpr std::size_t max_packets_together = 64;  // of one picture

// Spares webrtcbin what it would do for each packet that is sent: a picture's packets go through
// most of it as one list, and a segment that it knows is not told again. Before it leaves the
// state NULL.
void lighten_send_path(GstElement* webrtcbin, std::uint32_t picture_ssrc);

}  // namespace portero::webrtc
