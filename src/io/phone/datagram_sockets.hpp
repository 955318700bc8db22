#pragma once

#include <array>
#include <cstddef>
#include <expected>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "base/endpoint.hpp"
#include "core/transport/failure.hpp"
#include "io/net/udp.hpp"

namespace portero::phone {

// The UDP sockets of SIP, one for each address that we listen on.
class DatagramSockets {
 public:
  void add(net::UdpSocket socket);
  [[nodiscard]] std::size_t size() const { return sockets_.size(); }

  // Remembers where it came to, for answers: the socket, counted from 0 as they were added, and its
  // address. A host that has several addresses is known to its peer, and to the NATs between, by
  // the one that was asked.
  void note(std::size_t socket, const net::UdpReceived& datagram);

  std::expected<void, transport::Failure> send(base::ByteView bytes, const base::Endpoint& to);
  // Leaves from where the last datagram from that host came to.
  std::expected<void, transport::Failure> answer(base::ByteView bytes, const base::Endpoint& to);

  // Our end of what is sent there.
  [[nodiscard]] std::expected<base::Endpoint, transport::Failure> local_towards(
      const base::IpAddress& remote) const;

 private:
  struct Met {
    base::IpAddress remote;
    base::IpAddress local;
    std::size_t socket;
  };
  // A host that is met takes the place of one before it: the memory is bounded, and who is
  // forgotten is answered from where the kernel chooses.
  static constexpr std::size_t max_met = 128;
  using Place = std::optional<Met>;

  [[nodiscard]] std::optional<std::size_t> towards(const base::IpAddress& remote) const;
  [[nodiscard]] Place& place_of(const base::IpAddress& remote);

  std::vector<net::UdpSocket> sockets_;
  std::vector<base::Endpoint> bound_;  // where each of them is
  std::array<Place, max_met> met_;
};

}  // namespace portero::phone
