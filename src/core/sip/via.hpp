#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/sip/host.hpp"
#include "core/sip/parameters.hpp"

namespace portero::sip {

// One element of Via (RFC 3261 section 20.42).
struct Via {
  std::string transport;  // upper case: "UDP", "TCP", "TLS", or any other token
  std::string host;       // an IPv6 address without its brackets
  std::optional<std::uint16_t> port;
  Parameters parameters;

  [[nodiscard]] std::optional<std::string_view> branch() const {
    return parameters.value("branch");
  }
  // Whether the branch names a transaction by itself, as RFC 3261 17.2.3 has it. One that is only
  // the cookie names nothing.
  [[nodiscard]] bool has_rfc3261_branch() const;

  bool operator==(const Via&) const = default;
};

[[nodiscard]] Parsed<Via> scan_via(Scanner& scanner);
[[nodiscard]] Parsed<std::vector<Via>> parse_vias(std::string_view value);
[[nodiscard]] std::string to_string(const Via& via);

// Writes down where the request really came from: RFC 3261 section 18.2.1, RFC 3581 section 4.
void stamp_source(Via& via, std::string_view address, std::uint16_t port);

// Where the response goes when the connection of the request is not there: RFC 3261 section 18.2.2,
// RFC 3581 section 4. Without a port, the transport's own is meant. maddr is passed over: it would
// let anybody send our responses to a third party, and we are not called by multicast.
[[nodiscard]] HostPort response_target(const Via& via);

}  // namespace portero::sip
