#pragma once

#include <cstddef>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "base/bytes.hpp"
#include "base/endpoint.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "core/transport/failure.hpp"
#include "io/loop/event_loop.hpp"
#include "io/net/tls_context.hpp"

namespace portero::net {

using ConnectionId = base::Id<struct ConnectionTag>;

// The connection, and TLS where it is asked for, stands.
struct ConnectionOpened {
  ConnectionId id;
  base::Endpoint local;
  base::Endpoint remote;
  bool incoming = false;
};

// As they came: cutting messages out of them is the owner's business.
struct BytesReceived {
  ConnectionId id;
  base::ByteView bytes;  // until the callback returns
};

// The last that is told of a connection, also of one that never opened. What was not yet sent is
// lost.
struct ConnectionClosed {
  ConnectionId id;
  base::Endpoint remote;
  transport::Failure why;
};

using StreamEvent = std::variant<ConnectionOpened, BytesReceived, ConnectionClosed>;

struct StreamLimits {
  std::size_t max_connections = 256;
  std::size_t max_incoming_per_source = 32;
  std::size_t max_queued_bytes = std::size_t{512} * 1024;  // of one connection
  base::Duration connect_timeout = std::chrono::seconds{4};
  base::Duration handshake_timeout = std::chrono::seconds{5};
  // How long the other side may take nothing of what waits for it.
  base::Duration stall_timeout = std::chrono::seconds{20};
  // Whether a machine of which nothing comes is asked each second if it is there (RFC 9293 section
  // 3.8.4). One that says nothing for stall_timeout is gone.
  bool asks_the_quiet = false;
  base::Duration incoming_idle_timeout = std::chrono::minutes{15};
};

// Verification of whom, under which name; io/net/tls_session.hpp.
struct TlsTarget {
  std::shared_ptr<const TlsClient> client;
  std::string server_name;

  bool operator==(const TlsTarget&) const = default;
};

// All TCP and TLS connections of one owner: listens, connects, uses again what is open. Never
// blocks; the handler may call every member and may destroy the object.
class Streams {
 public:
  using Handler = std::function<void(const StreamEvent&)>;

  Streams(loop::EventLoop& loop, const StreamLimits& limits, Handler handler);
  ~Streams();
  Streams(const Streams&) = delete;
  Streams& operator=(const Streams&) = delete;

  // Port 0 lets the kernel choose; gives the address it listens on, in the clear or with TLS. When
  // no connection more may be open, the incoming one that was quiet longest makes room for a new
  // one of either direction: strangers cannot keep us from our server.
  std::expected<base::Endpoint, transport::Failure> listen(
      const base::Endpoint& local, std::shared_ptr<const TlsServer> tls = nullptr);

  // Who comes from now on, wherever we listen with TLS, is met with this one.
  void use(const std::shared_ptr<const TlsServer>& tls);

  // The connection that was made to this place before and with the same TLS, else a new one. An
  // error is what is known at once, like having no network; the rest is told as ConnectionClosed.
  std::expected<ConnectionId, transport::Failure> connect(
      const base::Endpoint& remote, const std::optional<TlsTarget>& tls = std::nullopt);

  // May be called before the connection has opened. On an error none of these bytes is sent; a
  // connection that takes too little is closed with too_slow.
  std::expected<void, transport::Failure> send(ConnectionId id, base::ByteView bytes);

  // It makes room for no other and may be quiet for as long as it takes what is sent to it: for the
  // few whom the owner knows.
  void keep(ConnectionId id);

  // An open connection first sends what waits. Nothing more is told of it.
  void close(ConnectionId id);

 private:
  class Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace portero::net
