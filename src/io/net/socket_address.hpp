#pragma once

#include <optional>

#include <sys/socket.h>

#include "base/endpoint.hpp"

namespace portero::net {

// An endpoint as the kernel wants it.
class SocketAddress {
 public:
  explicit SocketAddress(const base::Endpoint& endpoint);

  [[nodiscard]] const sockaddr* data() const;
  [[nodiscard]] socklen_t size() const { return size_; }
  [[nodiscard]] int family() const { return storage_.ss_family; }

 private:
  sockaddr_storage storage_{};
  socklen_t size_ = 0;
};

// nullopt when it is neither IPv4 nor IPv6.
[[nodiscard]] std::optional<base::Endpoint> endpoint_of(const sockaddr* address);
[[nodiscard]] std::optional<base::Endpoint> local_endpoint(int fd);

}  // namespace portero::net
