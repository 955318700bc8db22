#include "io/net/tcp_kernel.hpp"

#include <cerrno>
#include <chrono>
#include <unistd.h>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "io/net/errno_failure.hpp"
#include "io/net/socket_address.hpp"

namespace portero::net {
namespace {

using transport::Failure;

constexpr int backlog = 128;

std::expected<int, Failure> open_stream_socket(int family) {
  const int fd = socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return std::unexpected{failure_of_errno(errno)};
  return fd;
}

std::unexpected<Failure> give_up(int fd) {
  const int error = errno;
  close(fd);
  return std::unexpected{failure_of_errno(error)};
}

bool set(int fd, int level, int option, int value) {
  return setsockopt(fd, level, option, &value, sizeof value) == 0;
}

}  // namespace

std::expected<int, Failure> open_tcp_listener(const base::Endpoint& local) {
  const SocketAddress address{local};
  const auto fd = open_stream_socket(address.family());
  if (!fd) return fd;
  const bool is_configured = set(*fd, SOL_SOCKET, SO_REUSEADDR, 1) &&
                             (local.address.is_v4() || set(*fd, IPPROTO_IPV6, IPV6_V6ONLY, 1));
  if (!is_configured || ::bind(*fd, address.data(), address.size()) != 0 ||
      ::listen(*fd, backlog) != 0)
    return give_up(*fd);
  return fd;
}

std::expected<TcpArrival, int> accept_tcp(int listener) {
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;
  auto* const address = reinterpret_cast<sockaddr*>(&storage);
  const int fd = accept4(listener, address, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (fd < 0) return std::unexpected{errno};
  const auto remote = endpoint_of(address);
  if (remote) return TcpArrival{fd, *remote};
  close(fd);
  return std::unexpected{ECONNABORTED};
}

std::expected<int, Failure> open_tcp(const base::Endpoint& remote) {
  const SocketAddress address{remote};
  const auto fd = open_stream_socket(address.family());
  if (!fd) return fd;
  if (::connect(*fd, address.data(), address.size()) != 0 && errno != EINPROGRESS)
    return give_up(*fd);
  return fd;
}

std::optional<Failure> connect_failure(int fd) {
  int error = 0;
  socklen_t size = sizeof error;
  if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0) error = errno;
  if (error == 0) return std::nullopt;
  return failure_of_errno(error);
}

// With TCP_USER_TIMEOUT, it decides how long probes may be without an answer (tcp(7)).
void configure_tcp(int fd, base::Duration acknowledged_within, bool asks_the_quiet) {
  set(fd, IPPROTO_TCP, TCP_NODELAY, 1);
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(acknowledged_within);
  set(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, static_cast<int>(ms.count()));
  if (!asks_the_quiet) return;
  set(fd, SOL_SOCKET, SO_KEEPALIVE, 1);
  set(fd, IPPROTO_TCP, TCP_KEEPIDLE, 1);
  set(fd, IPPROTO_TCP, TCP_KEEPINTVL, 1);
}

}  // namespace portero::net
