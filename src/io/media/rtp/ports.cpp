#include "io/media/rtp/ports.hpp"

#include <gio/gio.h>

namespace portero::rtp {
namespace {

constexpr int attempts = 64;

std::uint16_t port_of(GSocket* socket) {
  GSocketAddress* const address = g_socket_get_local_address(socket, nullptr);
  if (address == nullptr) return 0;
  const std::uint16_t port = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(address));
  g_object_unref(address);
  return port;
}

}  // namespace

void Ports::Close::operator()(GSocket* socket) const { g_object_unref(socket); }

std::expected<Ports::Socket, std::string> Ports::bind_one(const base::Endpoint& at) {
  GError* error = nullptr;
  Socket socket{g_socket_new(at.address.is_v4() ? G_SOCKET_FAMILY_IPV4 : G_SOCKET_FAMILY_IPV6,
                             G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, &error)};
  if (socket) {
    g_socket_set_blocking(socket.get(), FALSE);
    GSocketAddress* const address =
        g_inet_socket_address_new_from_string(base::to_string(at.address).c_str(), at.port);
    g_socket_bind(socket.get(), address, FALSE, &error);
    g_object_unref(address);
  }
  if (error == nullptr) return socket;
  std::string why = "UDP " + base::to_string(at) + ": " + error->message;
  g_error_free(error);
  return std::unexpected(std::move(why));
}

std::expected<Ports, std::string> Ports::bind(const base::IpAddress& own, std::uint16_t rtp) {
  std::string why = "no two UDP ports in a row are free";
  for (int attempt = 0; attempt < attempts; ++attempt) {
    auto first = bind_one({own, rtp});
    if (!first) return std::unexpected(std::move(first.error()));
    const std::uint16_t port = port_of(first->get());
    if (rtp == 0 && port % 2 != 0) continue;
    auto second = bind_one({own, static_cast<std::uint16_t>(port + 1)});
    if (second) return Ports{*std::move(first), *std::move(second), port};
    why = std::move(second.error());
    if (rtp != 0) break;
  }
  return std::unexpected(std::move(why));
}

}  // namespace portero::rtp
