#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "core/sip/headers.hpp"
#include "core/sip/method.hpp"
#include "core/sip/uri.hpp"

namespace portero::sip {

// RFC 3261 section 7. Fields of the header are read with the functions of fields.hpp.
struct Request {
  Method method;
  Uri uri;
  Headers headers;
  std::string body;

  bool operator==(const Request&) const = default;
};

struct Response {
  int status = 0;      // 100 to 699
  std::string reason;  // valid UTF-8, one line
  Headers headers;
  std::string body;

  bool operator==(const Response&) const = default;
};

using Message = std::variant<Request, Response>;

// The long form, one line a field, Content-Length always.
[[nodiscard]] std::string to_string(const Request& request);
[[nodiscard]] std::string to_string(const Response& response);
[[nodiscard]] std::string to_string(const Message& message);

// RFC 3261 section 8.2.6.2: Via, From, To, Call-ID and CSeq of the request; Record-Route where the
// response may make a dialog; Timestamp in a 100. Without words, the default ones.
[[nodiscard]] Response response_to(const Request& request, int status,
                                   std::string_view reason = "");

// Leaves a tag that is there already. False when To cannot be read.
bool set_to_tag(Headers& headers, std::string_view tag);

}  // namespace portero::sip
