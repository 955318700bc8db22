#pragma once

#include <cstddef>

namespace portero::sdp {

// What a session description may cost us. Chromium's largest offers stay under a tenth of each.
inline constexpr std::size_t max_session_bytes = 65536;
inline constexpr std::size_t max_media = 32;          // m= lines
inline constexpr std::size_t max_attributes = 2048;   // a= lines, session and media together
inline constexpr std::size_t max_formats = 128;       // of one m= line
inline constexpr std::size_t max_named_formats = 12;  // that a rejection lists by name
inline constexpr std::size_t max_quoted_bytes = 80;   // of their text in a rejection

}  // namespace portero::sdp
