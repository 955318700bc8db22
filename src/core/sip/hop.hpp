#pragma once

#include <cstdint>
#include <string_view>

#include "base/endpoint.hpp"
#include "base/id.hpp"
#include "core/sip/retransmission.hpp"

namespace portero::sip {

enum class Transport : std::uint8_t { udp, tcp, tls };

// As Via writes it: "UDP", "TCP", "TLS".
[[nodiscard]] std::string_view name(Transport transport);

[[nodiscard]] constexpr Reliability reliability(Transport transport) {
  return transport == Transport::udp ? Reliability::unreliable : Reliability::reliable;
}

// A connection of the shell's, or 0 where the shell has to open one (or needs none: UDP).
using ConnectionId = base::Id<struct ConnectionTag>;
inline constexpr ConnectionId no_connection{0};

// The next element on the way of a message: where one came from, or where it goes to.
struct Hop {
  Transport transport = Transport::udp;
  base::Endpoint remote;
  ConnectionId connection = no_connection;

  bool operator==(const Hop&) const = default;
};

}  // namespace portero::sip
