#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace portero::webrtc {

// Tells us our public address (STUN), or relays for us (TURN).
struct IceServer {
  enum class Kind : std::uint8_t { stun, turn };
  enum class Over : std::uint8_t { udp, tcp, tls };

  Kind kind = Kind::stun;
  Over over = Over::udp;
  std::string host;  // a name, or an address without brackets
  std::uint16_t port = 3478;
  std::string user{};
  std::string password{};

  bool operator==(const IceServer&) const = default;
};

// "stun:host", "turn:host:3478?transport=tcp", "turns:host" (RFC 7064, RFC 7065). The ports are
// 3478, and 5349 for turns. An error is a sentence for the settings page, without credentials.
[[nodiscard]] std::expected<IceServer, std::string> parse_ice_server(std::string_view url);

// As webrtcbin wants it, with the credentials. libnice would speak plain TCP to a TLS server (P5):
// such a server is reached by way of a TlsTunnel, never through this.
[[nodiscard]] std::string webrtcbin_url(const IceServer& server);

}  // namespace portero::webrtc
