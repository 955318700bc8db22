#pragma once

#include "core/sip/ascii.hpp"

namespace portero::sip {

// What each part of a URI may hold unescaped (RFC 3261 section 25.1).
inline constexpr CharSet uri_unreserved_chars = alphanumeric_chars | CharSet{"-_.!~*'()"};
inline constexpr CharSet uri_user_chars = uri_unreserved_chars | CharSet{"&=+$,;?/"};
inline constexpr CharSet uri_password_chars = uri_unreserved_chars | CharSet{"&=+$,"};
inline constexpr CharSet uri_parameter_chars = uri_unreserved_chars | CharSet{"[]/:&+$"};
inline constexpr CharSet uri_header_chars = uri_unreserved_chars | CharSet{"[]/?:+$"};

}  // namespace portero::sip
