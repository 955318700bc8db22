#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/ip_address.hpp"

namespace portero::base {

// An address with a port: one end of a datagram or a connection.
struct Endpoint {
  IpAddress address;
  std::uint16_t port = 0;

  auto operator<=>(const Endpoint&) const = default;
};

// "192.0.2.1:5060", "[2001:db8::1]:5060".
[[nodiscard]] std::string to_string(const Endpoint& endpoint);
[[nodiscard]] std::optional<Endpoint> parse_endpoint(std::string_view text);

}  // namespace portero::base
