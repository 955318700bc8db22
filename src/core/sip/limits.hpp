#pragma once

#include <cstddef>

namespace portero::sip {

// What one SIP message may cost. A door intercom's largest honest message (an INVITE with SDP, ICE
// candidates and an Identity header) is under 10 KiB.
inline constexpr std::size_t max_message_bytes = 64 * 1024;
inline constexpr std::size_t max_headers = 256;
inline constexpr std::size_t max_header_bytes = 16 * 1024;
inline constexpr std::size_t max_uri_bytes = 2 * 1024;
inline constexpr std::size_t max_vias = 64;
// Elements of any other header that holds a comma-separated list.
inline constexpr std::size_t max_list_elements = 64;
inline constexpr std::size_t max_parameters = 64;
inline constexpr std::size_t max_body_parts = 16;
// RFC 2046 section 5.1.1.
inline constexpr std::size_t max_boundary_bytes = 70;

// Nonces that are waited for while strangers ask for new ones.
inline constexpr std::size_t max_digest_nonces = 256;

}  // namespace portero::sip
