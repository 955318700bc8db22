#include "io/net/deaf_endpoint_for_tests.hpp"

#include <unistd.h>

#include <sys/socket.h>

#include "base/assert.hpp"
#include "io/net/socket_address.hpp"

namespace portero::net {
namespace {

// The number that the kernel chose for UDP may be taken for TCP.
constexpr int max_attempts = 16;

int bound(int type, const base::Endpoint& at) {
  const SocketAddress address{at};
  const int fd = socket(address.family(), type | SOCK_CLOEXEC, 0);
  if (::bind(fd, address.data(), address.size()) == 0) return fd;
  close(fd);
  return -1;
}

}  // namespace

// A datagram socket that is connected takes what its peer sends, which is itself here; a stream
// socket that does not listen takes nothing.
DeafEndpoint::DeafEndpoint(const base::IpAddress& address) : endpoint_{address, 0} {
  for (int attempt = 0; connections_ < 0 && attempt < max_attempts; ++attempt) {
    if (datagrams_ >= 0) close(datagrams_);
    datagrams_ = bound(SOCK_DGRAM, {address, 0});
    endpoint_ = local_endpoint(datagrams_).value_or(endpoint_);
    connections_ = bound(SOCK_STREAM, endpoint_);
  }
  const SocketAddress itself{endpoint_};
  const bool is_deaf =
      connections_ >= 0 && ::connect(datagrams_, itself.data(), itself.size()) == 0;
  PORTERO_ASSERT(is_deaf, "a test has a port of its own");
}

DeafEndpoint::~DeafEndpoint() {
  close(datagrams_);
  close(connections_);
}

}  // namespace portero::net
