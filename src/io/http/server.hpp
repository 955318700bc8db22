#pragma once

#include <cstddef>
#include <expected>
#include <functional>
#include <memory>

#include "base/endpoint.hpp"
#include "base/time.hpp"
#include "core/transport/failure.hpp"
#include "io/http/exchange.hpp"
#include "io/http/message.hpp"
#include "io/loop/event_loop.hpp"
#include "io/net/tls_context.hpp"

namespace portero::http {

struct ServerLimits {
  std::size_t max_connections = 64;
  std::size_t max_connections_per_source = 32;
  std::size_t max_body_bytes = std::size_t{1024} * 1024;
  // Of what waits for a client that takes little.
  std::size_t max_queued_bytes = std::size_t{4} * 1024 * 1024;
  // From the first byte of a request to its last.
  base::Duration request_timeout = std::chrono::seconds{20};
  // Then the client must have sent something, also one that only listens to a stream.
  base::Duration idle_timeout = std::chrono::minutes{15};
};

// HTTP/1.1 over TCP or TLS, on the one thread. The handler may answer at once or later, and may
// destroy the server.
class Server {
 public:
  using Handler = std::function<void(const Request&, const Exchange&)>;

  // Each answer has these headers, but for those that it has itself.
  Server(loop::EventLoop& loop, const ServerLimits& limits, Handler handler,
         Fields headers_of_all = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Port 0 lets the kernel choose; gives the address it listens on.
  std::expected<base::Endpoint, transport::Failure> listen(
      const base::Endpoint& local, std::shared_ptr<const net::TlsServer> tls = nullptr);

  // Who comes from now on is met with this one.
  void use(const std::shared_ptr<const net::TlsServer>& tls);

 private:
  class Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace portero::http
