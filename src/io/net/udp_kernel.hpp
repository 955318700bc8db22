#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>

#include "base/bytes.hpp"
#include "base/endpoint.hpp"
#include "core/transport/failure.hpp"

// The kernel's side of a UDP socket. Nothing here blocks.
namespace portero::net {

struct UdpArrival {
  base::Endpoint source;
  std::optional<base::IpAddress> local;
  std::size_t size = 0;
};

struct UdpIcmpError {
  base::Endpoint destination;
  int error = 0;  // errno
};

// A bound socket that tells local addresses and ICMP errors.
[[nodiscard]] std::expected<int, transport::Failure> open_udp(const base::Endpoint& local);
// errno when there is no datagram; EAGAIN when there is none yet.
[[nodiscard]] std::expected<UdpArrival, int> receive_udp(int fd, std::span<std::uint8_t> buffer);
// 0 or errno, which may be an ICMP error that belongs to an earlier datagram.
[[nodiscard]] int send_udp(int fd, base::ByteView bytes, const base::Endpoint& destination,
                           const std::optional<base::IpAddress>& from);
// What ICMP told of an earlier datagram.
[[nodiscard]] std::optional<UdpIcmpError> next_icmp_error(int fd);

}  // namespace portero::net
