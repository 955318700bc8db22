#pragma once

#include <cstddef>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <variant>

#include "base/bytes.hpp"
#include "base/endpoint.hpp"
#include "core/transport/failure.hpp"
#include "io/loop/event_loop.hpp"

namespace portero::net {

struct UdpReceived {
  base::Endpoint source;
  base::Endpoint local;  // where it was sent to: one address of ours, also when bound to all
  base::ByteView bytes;  // until the callback returns
};

// ICMP said so, some time after the datagram was sent.
struct UdpUndeliverable {
  base::Endpoint destination;
  transport::Failure why;
};

using UdpEvent = std::variant<UdpReceived, UdpUndeliverable>;

// A UDP socket of one address family. Datagrams of any size go out in fragments where they must.
class UdpSocket {
 public:
  using Handler = std::function<void(const UdpEvent&)>;

  // What waits while the kernel takes nothing; more is refused with queue_full.
  static constexpr std::size_t max_queued_datagrams = 64;
  static constexpr std::size_t max_datagram_bytes = 65'507;
  // After so many in one go, others have their turn.
  static constexpr int max_received_at_once = 32;

  // Port 0 lets the kernel choose. The handler may send and may destroy the socket.
  [[nodiscard]] static std::expected<UdpSocket, transport::Failure> bind(
      loop::EventLoop& loop, const base::Endpoint& local, Handler handler);
  ~UdpSocket();
  UdpSocket(UdpSocket&&) noexcept;
  UdpSocket& operator=(UdpSocket&&) noexcept;

  [[nodiscard]] const base::Endpoint& local() const;

  // Never blocks. An error is what is known at once; what ICMP tells later comes as an event.
  // `from` is one address of ours where the host has several, for an answer: RFC 3581 section 4.
  std::expected<void, transport::Failure> send(
      base::ByteView bytes, const base::Endpoint& destination,
      const std::optional<base::IpAddress>& from = std::nullopt);

 private:
  class Shared;
  explicit UdpSocket(std::shared_ptr<Shared> shared);

  std::shared_ptr<Shared> shared_;
};

}  // namespace portero::net
