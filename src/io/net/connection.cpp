#include "io/net/connection.hpp"

#include <array>
#include <cerrno>
#include <utility>

#include <sys/socket.h>

#include "base/assert.hpp"
#include "io/net/errno_failure.hpp"
#include "io/net/socket_address.hpp"
#include "io/net/tcp_kernel.hpp"

namespace portero::net {
namespace {

using transport::Failure;
using transport::FailureKind;

constexpr std::size_t read_bytes = 16 * 1024;
// After so many in one go, others have their turn.
constexpr int max_reads_at_once = 4;
// For the other side to read our last words and close, so that no reset destroys them.
constexpr base::Duration linger_time = std::chrono::seconds{1};

}  // namespace

Connection::Connection(loop::EventLoop& loop, int fd, const Peer& peer, const StreamLimits& limits,
                       std::optional<TlsSession> tls, Streams::Handler handler)
    : loop_(loop),
      descriptor_(std::in_place, loop, fd),
      peer_(peer),
      limits_(limits),
      tls_(std::move(tls)),
      handler_(std::move(handler)),
      step_timer_(loop),
      idle_timer_(loop),
      heard_at_(loop.now()) {
  configure_tcp(fd, limits.stall_timeout, limits.asks_the_quiet);
}

void Connection::start() {
  if (peer_.direction == Direction::outgoing) return await_connection();
  watch_for_idleness();
  begin();
}

loop::Descriptor& Connection::socket() {
  PORTERO_ASSERT(descriptor_.has_value(), "a closed connection touches no socket");
  return *descriptor_;
}

void Connection::await_connection() {
  limit(limits_.connect_timeout, {FailureKind::timed_out, {}});
  socket().when_writable([weak = weak_from_this()] {
    const auto self = weak.lock();
    if (!self) return;
    if (const auto failure = connect_failure(self->socket().fd()))
      self->fail(*failure);
    else
      self->begin();
  });
}

void Connection::begin() {
  if (tls_) {
    phase_ = Phase::handshaking;
    limit(limits_.handshake_timeout, {FailureKind::timed_out, "during the TLS handshake"});
    apply(tls_->start());
  } else {
    open();
  }
  if (phase_ != Phase::closed) await_bytes();
}

void Connection::open() {
  phase_ = Phase::open;
  step_timer_.cancel();
  if (!outgoing_.empty()) await_room();
  const base::Endpoint nowhere{base::any_ipv4, 0};
  tell(ConnectionOpened{peer_.id, local_endpoint(socket().fd()).value_or(nowhere), peer_.remote,
                        peer_.direction == Direction::incoming});
  if (phase_ != Phase::open || before_open_.empty()) return;
  const ByteQueue waiting = std::exchange(before_open_, {});
  transmit(waiting.front());
}

std::expected<void, Failure> Connection::send(base::ByteView bytes) {
  if (!usable()) return std::unexpected{Failure{FailureKind::unknown_connection, {}}};
  if (before_open_.size() + outgoing_.size() + bytes.size() > limits_.max_queued_bytes) {
    const Failure too_slow{FailureKind::too_slow, {}};
    fail(too_slow);
    return std::unexpected{too_slow};
  }
  if (phase_ == Phase::open)
    transmit(bytes);
  else
    before_open_.append(bytes);
  return {};
}

void Connection::transmit(base::ByteView bytes) {
  if (tls_)
    apply(tls_->send(bytes));
  else
    write(bytes);
}

void Connection::await_bytes() {
  socket().when_readable([weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->read();
  });
}

void Connection::read() {
  for (int i = 0; i < max_reads_at_once && phase_ != Phase::closed; ++i)
    if (!read_once()) break;
  if (phase_ != Phase::closed) await_bytes();
}

// Whether there may be more.
bool Connection::read_once() {
  std::array<std::uint8_t, read_bytes> buffer;
  const ssize_t size = recv(socket().fd(), buffer.data(), buffer.size(), 0);
  if (size > 0) {
    heard_at_ = loop_.now();
    take({buffer.data(), static_cast<std::size_t>(size)});
    return phase_ != Phase::closed;
  }
  const int error = size < 0 ? errno : 0;
  if (error == EAGAIN || error == EINTR) return false;
  // What was known when writing failed says more than the end that follows it.
  if (write_failure_)
    fail(*write_failure_);
  else if (error != 0)
    fail(failure_of_errno(error));
  else if (phase_ == Phase::handshaking)
    fail({FailureKind::closed_by_peer, "during the TLS handshake"});
  else
    fail({FailureKind::closed_by_peer, {}});
  return false;
}

void Connection::take(base::ByteView bytes) {
  if (phase_ == Phase::finishing || phase_ == Phase::lingering) return;
  if (tls_)
    apply(tls_->receive(bytes));
  else
    tell(BytesReceived{peer_.id, bytes});
}

void Connection::apply(const TlsProgress& progress) {
  write(progress.to_peer);
  if (progress.established && usable()) open();
  if (!progress.received.empty() && usable()) tell(BytesReceived{peer_.id, progress.received});
  if (progress.failure)
    fail(*progress.failure);
  else if (progress.ended)
    fail({FailureKind::closed_by_peer, {}});
}

void Connection::write(base::ByteView bytes) {
  if (bytes.empty() || write_failure_) return;
  // TLS has things of its own to say; who makes it say more without reading any is held off too.
  if (outgoing_.size() > 2 * limits_.max_queued_bytes) return fail({FailureKind::too_slow, {}});
  if (!outgoing_.empty()) return outgoing_.append(bytes);
  const ssize_t size = ::send(socket().fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (size < 0 && errno != EAGAIN && errno != EINTR) return note_write_error(errno);
  const std::size_t taken = size > 0 ? static_cast<std::size_t>(size) : 0;
  if (taken == bytes.size()) return;
  outgoing_.append(bytes.subspan(taken));
  await_room();
}

void Connection::await_room() {
  if (phase_ != Phase::handshaking) limit(limits_.stall_timeout, {FailureKind::too_slow, {}});
  socket().when_writable([weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->write_queued();
  });
}

void Connection::write_queued() {
  const base::ByteView bytes = outgoing_.front();
  const ssize_t size = ::send(socket().fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (size < 0 && errno != EAGAIN && errno != EINTR) return note_write_error(errno);
  if (size > 0) outgoing_.take(static_cast<std::size_t>(size));
  if (!outgoing_.empty()) return await_room();
  if (phase_ == Phase::finishing)
    linger();
  else if (phase_ == Phase::open)
    step_timer_.cancel();
}

// The other side may have said why before it broke off: reading comes to that, and to the end.
void Connection::note_write_error(int error) {
  write_failure_ = failure_of_errno(error);
  outgoing_.clear();
  limit(linger_time, failure_of_errno(error));
}

void Connection::finish() {
  if (phase_ == Phase::closed) return;
  if (phase_ != Phase::open) return fail({FailureKind::closed_by_peer, {}});
  if (tls_) write(tls_->finish().to_peer);
  if (phase_ != Phase::open) return;
  phase_ = Phase::finishing;
  if (outgoing_.empty()) linger();
}

void Connection::linger() {
  phase_ = Phase::lingering;
  shutdown(socket().fd(), SHUT_WR);
  limit(linger_time, {FailureKind::timed_out, {}});
}

void Connection::fail(const Failure& why) {
  if (phase_ == Phase::closed) return;
  phase_ = Phase::closed;
  descriptor_.reset();
  step_timer_.cancel();
  idle_timer_.cancel();
  loop_.post([self = shared_from_this(), why] {
    self->tell(ConnectionClosed{self->peer_.id, self->peer_.remote, why});
  });
}

void Connection::watch_for_idleness() {
  const base::TimePoint until = heard_at_ + limits_.incoming_idle_timeout;
  idle_timer_.start_at(until, [weak = weak_from_this()] {
    const auto self = weak.lock();
    if (!self) return;
    const bool is_idle = self->loop_.now() - self->heard_at_ >= self->limits_.incoming_idle_timeout;
    if (self->is_kept_) return;
    if (is_idle)
      self->fail({FailureKind::idle, {}});
    else
      self->watch_for_idleness();
  });
}

void Connection::limit(base::Duration at_most, const Failure& why) {
  step_timer_.start(at_most, [weak = weak_from_this(), why] {
    if (const auto self = weak.lock()) self->fail(why);
  });
}

void Connection::tell(const StreamEvent& event) {
  if (!is_silent_) handler_(event);
}

}  // namespace portero::net
