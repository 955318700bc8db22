#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "core/sip/method.hpp"
#include "core/sip/uri.hpp"

namespace portero::sip {

// Why a message cannot be taken, as the status of the answer and words for it.
struct Failure {
  int status = 400;
  std::string what;

  bool operator==(const Failure&) const = default;
};

struct RequestLine {
  Method method;
  Uri uri;

  bool operator==(const RequestLine&) const = default;
};

struct StatusLine {
  int status = 0;
  std::string reason;

  bool operator==(const StatusLine&) const = default;
};

[[nodiscard]] bool is_status_line(std::string_view line);
// RFC 3261 section 7.1: exactly one space between the parts.
[[nodiscard]] std::expected<RequestLine, Failure> parse_request_line(std::string_view line);
// RFC 3261 section 7.2.
[[nodiscard]] std::expected<StatusLine, Failure> parse_status_line(std::string_view line);

}  // namespace portero::sip
