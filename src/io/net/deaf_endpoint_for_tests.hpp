#pragma once

#include "base/endpoint.hpp"

namespace portero::net {

// An endpoint that refuses datagrams and connections as if nobody were there, while
// nobody else can take its number.
class DeafEndpoint {
 public:
  explicit DeafEndpoint(const base::IpAddress& address = base::loopback_ipv4);
  ~DeafEndpoint();
  DeafEndpoint(const DeafEndpoint&) = delete;
  DeafEndpoint& operator=(const DeafEndpoint&) = delete;

  [[nodiscard]] const base::Endpoint& endpoint() const { return endpoint_; }

 private:
  int datagrams_ = -1;
  int connections_ = -1;
  base::Endpoint endpoint_;
};

}  // namespace portero::net
