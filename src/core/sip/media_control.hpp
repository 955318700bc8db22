#pragma once

#include <string_view>

namespace portero::sip {

// RFC 5168, application/media_control+xml in an INFO: a phone without RTCP feedback asks for a key
// frame in this way.
[[nodiscard]] bool asks_for_key_frame(std::string_view media_control);

inline constexpr std::string_view key_frame_request =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n"
    "<media_control><vc_primitive><to_encoder><picture_fast_update/></to_encoder>"
    "</vc_primitive></media_control>\r\n";

}  // namespace portero::sip
