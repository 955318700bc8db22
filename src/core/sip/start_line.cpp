#include "core/sip/start_line.hpp"

#include <algorithm>
#include <cstdint>

#include "base/utf8.hpp"
#include "core/sip/ascii.hpp"
#include "core/sip/limits.hpp"

namespace portero::sip {
namespace {

constexpr std::string_view our_version = "SIP/2.0";

std::unexpected<Failure> failure(int status, std::string what) {
  return std::unexpected{Failure{status, std::move(what)}};
}

// SIP/1.0, SIP/7.0, SIP/2.00: well-formed, only not ours.
bool is_other_version(std::string_view text) {
  if (text.size() < 4 || !equals_ignoring_case(text.substr(0, 4), "SIP/")) return false;
  text.remove_prefix(4);
  const std::size_t dot = text.find('.');
  if (dot == text.npos) return false;
  const std::string_view major = text.substr(0, dot);
  const std::string_view minor = text.substr(dot + 1);
  return !major.empty() && !minor.empty() && digit_chars.contains_all(major) &&
         digit_chars.contains_all(minor);
}

}  // namespace

bool is_status_line(std::string_view line) {
  return equals_ignoring_case(line.substr(0, 4), "SIP/");
}

std::expected<RequestLine, Failure> parse_request_line(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == line.npos || first == last)
    return failure(400, "Request-Line: expected a method, a URI and SIP/2.0");
  const std::string_view method = line.substr(0, first);
  const std::string_view uri_text = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);

  if (!is_token(method)) return failure(400, "Request-Line: the method is not a token");
  if (!equals_ignoring_case(version, our_version)) {
    return is_other_version(version) ? failure(505, "version not supported")
                                     : failure(400, "Request-Line: expected SIP/2.0 at its end");
  }
  if (uri_text.size() > max_uri_bytes) return failure(414, "Request-URI too long");
  auto uri = parse_uri(uri_text);
  if (!uri) {
    return failure(400, "Request-URI: " + std::string{uri.error().what} + " at byte " +
                            std::to_string(uri.error().at));
  }
  // RFC 3261 19.1.1: no headers in a Request-URI.
  if (!uri->headers.empty()) return failure(400, "Request-URI: headers are not allowed");
  return RequestLine{Method::from_text(method), *std::move(uri)};
}

std::expected<StatusLine, Failure> parse_status_line(std::string_view line) {
  if (line.find('\r') != line.npos) return failure(400, "Status-Line: carriage return within it");
  const std::size_t space = line.find(' ');
  if (!equals_ignoring_case(line.substr(0, space), our_version))
    return failure(505, "version not supported");
  line.remove_prefix(std::min(line.size(), our_version.size() + 1));
  const auto status = parse_decimal<std::uint16_t>(line.substr(0, 3));
  const bool whole = line.size() == 3 || (line.size() > 3 && line[3] == ' ');
  if (!status || !whole || *status < 100 || *status > 699)
    return failure(400, "Status-Line: expected a status from 100 to 699");
  line.remove_prefix(std::min<std::size_t>(line.size(), 4));
  return StatusLine{*status, base::valid_utf8(trimmed(line))};
}

}  // namespace portero::sip
