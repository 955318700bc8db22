#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/endpoint.hpp"

// What of RFC 9110 and RFC 9112 a small server needs.
namespace portero::http {

using Fields = std::vector<std::pair<std::string, std::string>>;

// A whole request, as it was understood.
struct Request {
  std::string method;  // "GET"; any token of RFC 9110 section 9.1
  std::string path;    // begins with '/', percent-decoded: "/api/v1/status"
  Fields query{};      // percent-decoded, in order; a name without a value has an empty one
  Fields headers{};    // in order
  std::string body{};
  int minor_version = 1;   // of HTTP/1
  bool keep_alive = true;  // the connection stands when it is answered
  base::Endpoint from{base::any_ipv4, 0};

  // The first of this name, whatever its letters' case.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
  [[nodiscard]] std::optional<std::string_view> parameter(std::string_view name) const;
};

// Content-Length and Connection are the server's to write.
struct Response {
  int status = 200;
  Fields headers{};
  std::string body{};

  bool operator==(const Response&) const = default;
};

[[nodiscard]] Response text_response(int status, std::string_view sentence);

}  // namespace portero::http
