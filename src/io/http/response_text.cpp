#include "io/http/response_text.hpp"

#include <boost/beast/http/status.hpp>
#include <fmt/format.h>

namespace portero::http {
namespace {

namespace beast = boost::beast::http;

// A line break would begin another header.
void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ");
  for (const char letter : value) out.push_back(letter == '\r' || letter == '\n' ? ' ' : letter);
  out.append("\r\n");
}

std::string head(const Response& response, Then then) {
  const auto status = static_cast<unsigned>(response.status);
  const std::string_view reason{beast::obsolete_reason(beast::int_to_status(status))};
  std::string out = fmt::format("HTTP/1.1 {} {}\r\n", status, reason);
  for (const auto& [name, value] : response.headers) append_field(out, name, value);
  if (then == Then::close) append_field(out, "Connection", "close");
  return out;
}

// RFC 9110 section 8.6: neither has a body.
bool has_no_body(int status) { return status == 204 || status == 304; }

}  // namespace

std::string to_text(const Response& response, Then then, Body body) {
  std::string out = head(response, then);
  if (!has_no_body(response.status))
    append_field(out, "Content-Length", std::to_string(response.body.size()));
  out.append("\r\n");
  if (body == Body::whole && !has_no_body(response.status)) out.append(response.body);
  return out;
}

std::string head_of_stream(const Response& response, Then then) {
  std::string out = head(response, then);
  append_field(out, "Transfer-Encoding", "chunked");
  return out.append("\r\n");
}

// An empty piece would be the end.
std::string piece_of_stream(std::string_view bytes) {
  return bytes.empty() ? std::string{} : fmt::format("{:x}\r\n{}\r\n", bytes.size(), bytes);
}

std::string end_of_stream() { return "0\r\n\r\n"; }

}  // namespace portero::http
