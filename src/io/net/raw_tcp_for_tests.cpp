#include "io/net/raw_tcp_for_tests.hpp"

#include <array>
#include <cerrno>
#include <unistd.h>
#include <utility>

#include <netinet/in.h>
#include <sys/socket.h>

#include "base/assert.hpp"
#include "io/net/socket_address.hpp"

namespace portero::net {
namespace {

void require(bool condition) { PORTERO_ASSERT(condition, "the sockets of a test work"); }

RawTcp new_socket(const SocketAddress& address, int flags, int& fd) {
  fd = socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
  require(fd >= 0);
  return RawTcp{fd};
}

}  // namespace

RawTcp::RawTcp(RawTcp&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}

RawTcp RawTcp::listening(int backlog) {
  const SocketAddress address{{base::loopback_ipv4, 0}};
  int fd = -1;
  RawTcp socket = new_socket(address, 0, fd);
  require(::bind(fd, address.data(), address.size()) == 0 && ::listen(fd, backlog) == 0);
  return socket;
}

RawTcp RawTcp::connected_to(const base::Endpoint& remote) {
  const SocketAddress address{remote};
  int fd = -1;
  RawTcp socket = new_socket(address, 0, fd);
  require(::connect(fd, address.data(), address.size()) == 0);
  return socket;
}

RawTcp RawTcp::connecting_to(const base::Endpoint& remote) {
  const SocketAddress address{remote};
  int fd = -1;
  RawTcp socket = new_socket(address, SOCK_NONBLOCK, fd);
  require(::connect(fd, address.data(), address.size()) == 0 || errno == EINPROGRESS);
  return socket;
}

base::Endpoint RawTcp::local() const {
  const auto endpoint = local_endpoint(fd_);
  PORTERO_ASSERT(endpoint.has_value(), "a socket of a test has an address");
  return *endpoint;
}

RawTcp RawTcp::accept() const {
  const int fd = ::accept(fd_, nullptr, nullptr);
  require(fd >= 0);
  return RawTcp{fd};
}

void RawTcp::send(std::string_view text) const {
  require(::send(fd_, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size()));
}

std::string RawTcp::receive() const {
  std::string all;
  std::array<char, 4096> piece;
  for (;;) {
    const ssize_t size = recv(fd_, piece.data(), piece.size(), MSG_DONTWAIT);
    if (size <= 0) return all;
    all.append(piece.data(), static_cast<std::size_t>(size));
  }
}

bool RawTcp::is_at_end() const {
  char byte = 0;
  return recv(fd_, &byte, 1, MSG_DONTWAIT | MSG_PEEK) == 0;
}

void RawTcp::take_little() const {
  const int size = 4096;
  require(setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &size, sizeof size) == 0);
}

void RawTcp::say_no_more() const { require(shutdown(fd_, SHUT_WR) == 0); }

void RawTcp::close() {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

void RawTcp::reset() {
  const linger at_once{1, 0};
  require(setsockopt(fd_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once) == 0);
  close();
}

}  // namespace portero::net
