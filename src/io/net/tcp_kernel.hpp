#pragma once

#include <expected>
#include <optional>

#include "base/endpoint.hpp"
#include "base/time.hpp"
#include "core/transport/failure.hpp"

// The kernel's side of TCP. Nothing here blocks.
namespace portero::net {

struct TcpArrival {
  int fd = -1;
  base::Endpoint remote;
};

[[nodiscard]] std::expected<int, transport::Failure> open_tcp_listener(const base::Endpoint& local);
// errno when there is none; EAGAIN when there is none yet.
[[nodiscard]] std::expected<TcpArrival, int> accept_tcp(int listener);
// Has begun to connect.
[[nodiscard]] std::expected<int, transport::Failure> open_tcp(const base::Endpoint& remote);
// Of a connection that began and can be written now: nullopt when it stands.
[[nodiscard]] std::optional<transport::Failure> connect_failure(int fd);
// Requests are small and urgent; data that nobody acknowledges ends the connection, and so does a
// machine that says nothing where it is asked.
void configure_tcp(int fd, base::Duration acknowledged_within, bool asks_the_quiet);

}  // namespace portero::net
