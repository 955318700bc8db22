#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

#include "core/sdp/session.hpp"

namespace portero::sdp {

struct ParseError {
  std::size_t line = 0;  // counted from 1; 0 where the whole is meant
  std::string reason;

  bool operator==(const ParseError&) const = default;
};

// "line 4: the port 70000 is not one of 0 to 65535"
[[nodiscard]] std::string to_text(const ParseError& error);

// Reads a session description (RFC 8866, RFC 4566). Lines end in CRLF or LF; lines of types that we
// do not act on (i, u, e, p, r, z, k, unknown ones), blank lines, and a b= or a= without content
// are passed over; a missing s= or t= is supplied. Bounded by limits.hpp.
[[nodiscard]] std::expected<Session, ParseError> parse_session(std::string_view text);

}  // namespace portero::sdp
