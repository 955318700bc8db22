#include "io/net/udp.hpp"

#include <cerrno>
#include <deque>
#include <utility>
#include <vector>

#include "base/assert.hpp"
#include "io/loop/descriptor.hpp"
#include "io/net/errno_failure.hpp"
#include "io/net/socket_address.hpp"
#include "io/net/udp_kernel.hpp"

namespace portero::net {

using base::Endpoint;
using transport::Failure;
using transport::FailureKind;

namespace {

constexpr std::size_t buffer_bytes = 64 * 1024;
// Of the kernel's error queue, in one go.
constexpr int max_icmp_errors_at_once = 32;
constexpr int max_send_attempts = 3;

struct Queued {
  std::vector<std::uint8_t> bytes;
  Endpoint destination;
  std::optional<base::IpAddress> from;
};

// A router that asks for smaller datagrams has let the fragments pass.
bool means_undeliverable(int error) { return error != 0 && error != EMSGSIZE; }

}  // namespace

class UdpSocket::Shared : public std::enable_shared_from_this<Shared> {
 public:
  Shared(loop::EventLoop& loop, int fd, const Endpoint& local, Handler handler)
      : loop_(loop),
        descriptor_(std::in_place, loop, fd),
        local_(local),
        handler_(std::move(handler)),
        buffer_(std::make_unique_for_overwrite<std::uint8_t[]>(buffer_bytes)) {}

  [[nodiscard]] const Endpoint& local() const { return local_; }
  // The handler stays: it may be what closes the socket.
  void close() { descriptor_.reset(); }

  void await_arrival() {
    socket().when_readable([weak = weak_from_this()] {
      if (const auto self = weak.lock()) self->receive();
    });
  }

  std::expected<void, Failure> send(base::ByteView bytes, const Endpoint& destination,
                                    const std::optional<base::IpAddress>& from) {
    if (bytes.size() > max_datagram_bytes)
      return std::unexpected{Failure{FailureKind::too_large, {}}};
    if (!queue_.empty()) return enqueue(bytes, destination, from);
    const int error = try_to_send(bytes, destination, from);
    if (error == EAGAIN) return enqueue(bytes, destination, from);
    if (error != 0) return std::unexpected{failure_of_errno(error)};
    return {};
  }

 private:
  [[nodiscard]] loop::Descriptor& socket() {
    PORTERO_ASSERT(descriptor_.has_value(), "a closed socket is not touched");
    return *descriptor_;
  }

  void receive() {
    take_icmp_errors();
    for (int count = 0; count < max_received_at_once && descriptor_; ++count) {
      const auto arrival = receive_udp(socket().fd(), {buffer_.get(), buffer_bytes});
      if (!arrival && arrival.error() == EAGAIN) break;
      if (!arrival) {
        take_icmp_errors();
        continue;
      }
      const Endpoint here{arrival->local.value_or(local_.address), local_.port};
      handler_(UdpReceived{arrival->source, here, {buffer_.get(), arrival->size}});
    }
    if (descriptor_) await_arrival();
  }

  // Tells them later, because a call of send() may be what found them.
  bool take_icmp_errors() {
    bool any = false;
    for (int count = 0; count < max_icmp_errors_at_once; ++count) {
      const auto failed = next_icmp_error(socket().fd());
      if (!failed) break;
      any = true;
      if (!means_undeliverable(failed->error)) continue;
      UdpUndeliverable event{failed->destination, failure_of_errno(failed->error)};
      loop_.post([weak = weak_from_this(), event = std::move(event)] {
        const auto self = weak.lock();
        if (self && self->descriptor_) self->handler_(event);
      });
    }
    return any;
  }

  int try_to_send(base::ByteView bytes, const Endpoint& destination,
                  const std::optional<base::IpAddress>& from) {
    int error = 0;
    for (int attempt = 0; attempt < max_send_attempts; ++attempt) {
      error = send_udp(socket().fd(), bytes, destination, from);
      // A full device queue loses a datagram as any router on the way may.
      if (error == ENOBUFS) return 0;
      if (error == 0 || error == EAGAIN) return error;
      // The error may be that of another destination, told by ICMP before.
      if (!take_icmp_errors()) return error;
    }
    return error;
  }

  std::expected<void, Failure> enqueue(base::ByteView bytes, const Endpoint& destination,
                                       const std::optional<base::IpAddress>& from) {
    if (queue_.size() == max_queued_datagrams)
      return std::unexpected{Failure{FailureKind::queue_full, {}}};
    queue_.push_back({{bytes.begin(), bytes.end()}, destination, from});
    if (queue_.size() == 1) await_room();
    return {};
  }

  void await_room() {
    socket().when_writable([weak = weak_from_this()] {
      if (const auto self = weak.lock()) self->send_queued();
    });
  }

  void send_queued() {
    while (!queue_.empty()) {
      const Queued& next = queue_.front();
      const int error = try_to_send(next.bytes, next.destination, next.from);
      if (error == EAGAIN) return await_room();
      const Endpoint destination = next.destination;
      queue_.pop_front();
      if (error != 0) {
        handler_(UdpUndeliverable{destination, failure_of_errno(error)});
        if (!descriptor_) return;
      }
    }
  }

  loop::EventLoop& loop_;
  std::optional<loop::Descriptor> descriptor_;  // none once closed
  Endpoint local_;
  Handler handler_;
  std::unique_ptr<std::uint8_t[]> buffer_;
  std::deque<Queued> queue_;
};

std::expected<UdpSocket, Failure> UdpSocket::bind(loop::EventLoop& loop, const Endpoint& local,
                                                  Handler handler) {
  const auto fd = open_udp(local);
  if (!fd) return std::unexpected{fd.error()};
  const Endpoint bound = local_endpoint(*fd).value_or(local);
  auto shared = std::make_shared<Shared>(loop, *fd, bound, std::move(handler));
  shared->await_arrival();
  return UdpSocket{std::move(shared)};
}

UdpSocket::UdpSocket(std::shared_ptr<Shared> shared) : shared_(std::move(shared)) {}
UdpSocket::~UdpSocket() {
  if (shared_) shared_->close();
}
UdpSocket::UdpSocket(UdpSocket&&) noexcept = default;
UdpSocket& UdpSocket::operator=(UdpSocket&& other) noexcept {
  std::swap(shared_, other.shared_);
  return *this;
}

const Endpoint& UdpSocket::local() const { return shared_->local(); }

std::expected<void, Failure> UdpSocket::send(base::ByteView bytes, const Endpoint& destination,
                                             const std::optional<base::IpAddress>& from) {
  return shared_->send(bytes, destination, from);
}

}  // namespace portero::net
