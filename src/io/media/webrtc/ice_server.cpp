#include "io/media/webrtc/ice_server.hpp"

#include <charconv>

#include <fmt/core.h>

#include "base/ip_address.hpp"

namespace portero::webrtc {
namespace {

constexpr std::size_t max_host_bytes = 255;
constexpr std::uint16_t plain_port = 3478;
constexpr std::uint16_t tls_port = 5349;

struct Scheme {
  std::string_view prefix;
  IceServer::Kind kind;
  IceServer::Over over;
};
constexpr Scheme schemes[] = {{"stun:", IceServer::Kind::stun, IceServer::Over::udp},
                              {"turn:", IceServer::Kind::turn, IceServer::Over::udp},
                              {"turns:", IceServer::Kind::turn, IceServer::Over::tls}};

bool is_of_a_host(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || byte == '.' || byte == '-';
}

bool is_host(std::string_view text) {
  if (text.empty() || text.size() > max_host_bytes) return false;
  for (const char byte : text)
    if (!is_of_a_host(byte)) return false;
  return true;
}

std::optional<std::uint16_t> port_of(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (failed != std::errc{} || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

// "host", "host:port", "[2001:db8::1]:port".
bool read_place(std::string_view place, IceServer& server) {
  std::string_view rest;
  if (place.starts_with('[')) {
    const std::size_t end = place.find(']');
    if (end == std::string_view::npos) return false;
    server.host = place.substr(1, end - 1);
    rest = place.substr(end + 1);
    if (!base::IpAddress::parse(server.host)) return false;
  } else {
    const std::size_t end = std::min(place.find(':'), place.size());
    server.host = place.substr(0, end);
    rest = place.substr(end);
    if (!is_host(server.host)) return false;
  }
  if (rest.empty()) return true;
  const auto port = rest.starts_with(':') ? port_of(rest.substr(1)) : std::nullopt;
  server.port = port.value_or(0);
  return port.has_value();
}

// In the user information of a URI everything but letters and digits is escaped.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char byte : text) {
    if (is_of_a_host(byte))
      out += byte;
    else
      out += fmt::format("%{:02X}", static_cast<unsigned char>(byte));
  }
  return out;
}

}  // namespace

std::expected<IceServer, std::string> parse_ice_server(std::string_view url) {
  for (const Scheme& scheme : schemes) {
    if (!url.starts_with(scheme.prefix)) continue;
    IceServer server{.kind = scheme.kind, .over = scheme.over, .host = ""};
    server.port = scheme.over == IceServer::Over::tls ? tls_port : plain_port;
    const std::string_view all = url.substr(scheme.prefix.size());
    const std::size_t end = std::min(all.find('?'), all.size());
    if (!read_place(all.substr(0, end), server))
      return std::unexpected{"is no host with an optional port after " +
                             std::string{scheme.prefix}};
    const std::string_view query = all.substr(end);
    const bool turn = scheme.kind == IceServer::Kind::turn;
    if (query.empty() || (turn && scheme.over == IceServer::Over::udp && query == "?transport=udp"))
      return server;
    if (!turn || query != "?transport=tcp")
      return std::unexpected{"only ?transport=udp or ?transport=tcp may follow, of turn: alone"};
    if (server.over == IceServer::Over::udp) server.over = IceServer::Over::tcp;
    return server;
  }
  return std::unexpected{"must begin with stun:, turn: or turns:"};
}

std::string webrtcbin_url(const IceServer& server) {
  const bool is_v6 = server.host.contains(':');
  const std::string place =
      fmt::format("{0}{1}{2}:{3}", is_v6 ? "[" : "", server.host, is_v6 ? "]" : "", server.port);
  if (server.kind == IceServer::Kind::stun) return "stun://" + place;
  return fmt::format("turn://{}:{}@{}?transport={}", escaped(server.user), escaped(server.password),
                     place, server.over == IceServer::Over::udp ? "udp" : "tcp");
}

}  // namespace portero::webrtc
