#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/sip/scanner.hpp"

namespace portero::sip {

enum class HostKind { name, ipv4, ipv6 };

// hostport of RFC 3261 section 25.1. The host is as written, an IPv6 address without its brackets.
struct HostPort {
  std::string host;
  std::optional<std::uint16_t> port;  // never 0

  bool operator==(const HostPort&) const = default;
};

// Allows whitespace around the colon, as Via does; a URI holds none anyway.
[[nodiscard]] Parsed<HostPort> scan_host_port(Scanner& scanner);
void append_host_port(std::string& out, std::string_view host, std::optional<std::uint16_t> port);

// Of a host that scan_host_port gave.
[[nodiscard]] HostKind host_kind(std::string_view host);
// Names without case, addresses by value: "2001:db8::9:1" is "2001:DB8:0:0:0:0:9:01".
[[nodiscard]] bool same_host(std::string_view left, std::string_view right);

}  // namespace portero::sip
