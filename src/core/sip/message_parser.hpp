#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "core/sip/message.hpp"

namespace portero::sip {

struct ParseError {
  std::string what;  // for the log: "CSeq: number too large at byte 0"
  // What to send back, without a tag in To: 400, 414, 505 or 513, with as much of Via, From, To,
  // Call-ID and CSeq as the message has. Nothing for what is not SIP, a response, an ACK or a
  // request without Via: those are dropped.
  std::optional<Response> answer;
};

// One whole message: a datagram, or what StreamFraming cut out of a stream. Reads what
// RFC 3261 section 7 says, and also lines that end in LF alone; skips line ends before the start
// line; ignores bytes behind the body. What is returned has Via, From, To, Call-ID and CSeq that
// can be read, once each but Via.
[[nodiscard]] std::expected<Message, ParseError> parse_message(std::string_view text);

}  // namespace portero::sip
