#pragma once

#include <memory>
#include <optional>

#include "io/loop/descriptor.hpp"
#include "io/loop/timer.hpp"
#include "io/net/byte_queue.hpp"
#include "io/net/streams.hpp"
#include "io/net/tls_session.hpp"

namespace portero::net {

// One connection of Streams, from its first packet until it is closed. ConnectionClosed is told
// from a task of its own, never from within a call; the rest whenever bytes come.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  enum class Direction { incoming, outgoing };

  struct Peer {
    ConnectionId id;
    base::Endpoint remote;
    Direction direction = Direction::outgoing;
  };

  // Takes over a socket that is connected, or has begun to connect.
  Connection(loop::EventLoop& loop, int fd, const Peer& peer, const StreamLimits& limits,
             std::optional<TlsSession> tls, Streams::Handler handler);

  void start();
  std::expected<void, transport::Failure> send(base::ByteView bytes);
  // Sends what waits, says goodbye and then tells ConnectionClosed.
  void finish();
  void fail(const transport::Failure& why);
  // Nothing is told from here on.
  void silence() { is_silent_ = true; }

  [[nodiscard]] const Peer& peer() const { return peer_; }
  [[nodiscard]] bool usable() const { return phase_ < Phase::finishing; }
  [[nodiscard]] base::TimePoint heard_at() const { return heard_at_; }
  void keep() { is_kept_ = true; }
  [[nodiscard]] bool is_kept() const { return is_kept_; }

 private:
  enum class Phase { connecting, handshaking, open, finishing, lingering, closed };

  [[nodiscard]] loop::Descriptor& socket();
  void await_connection();
  void begin();
  void open();
  void await_bytes();
  void read();
  bool read_once();
  void take(base::ByteView bytes);
  void apply(const TlsProgress& progress);
  void transmit(base::ByteView bytes);
  void write(base::ByteView bytes);
  void await_room();
  void write_queued();
  void note_write_error(int error);
  void linger();
  void watch_for_idleness();
  void limit(base::Duration at_most, const transport::Failure& why);
  void tell(const StreamEvent& event);

  loop::EventLoop& loop_;
  std::optional<loop::Descriptor> descriptor_;  // none once closed
  Peer peer_;
  StreamLimits limits_;
  std::optional<TlsSession> tls_;
  Streams::Handler handler_;
  bool is_silent_ = false;
  bool is_kept_ = false;
  Phase phase_ = Phase::connecting;
  loop::Timer step_timer_;  // connecting, shaking hands, writing, lingering: one at a time
  loop::Timer idle_timer_;
  base::TimePoint heard_at_;
  ByteQueue before_open_;  // as the owner gave them
  ByteQueue outgoing_;     // as the wire has them
  std::optional<transport::Failure> write_failure_;
};

}  // namespace portero::net
