#include "io/net/udp_kernel.hpp"

#include <array>
#include <cerrno>
#include <cstring>

// linux/errqueue.h needs the kernel's own time types first.
#include <time.h>
#include <unistd.h>

#include <linux/errqueue.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <sys/socket.h>

#include "io/net/errno_failure.hpp"
#include "io/net/socket_address.hpp"

namespace portero::net {
namespace {

using base::Endpoint;
using base::IpAddress;

using ControlBuffer = std::array<char, 512>;

bool set(int fd, int level, int option, int value) {
  return setsockopt(fd, level, option, &value, sizeof value) == 0;
}

bool configure(int fd, bool is_v4) {
  // Without path MTU discovery a large datagram goes out in fragments instead of failing.
  if (is_v4)
    return set(fd, IPPROTO_IP, IP_PKTINFO, 1) && set(fd, IPPROTO_IP, IP_RECVERR, 1) &&
           set(fd, IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_DONT);
  return set(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1) && set(fd, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1) &&
         set(fd, IPPROTO_IPV6, IPV6_RECVERR, 1) &&
         set(fd, IPPROTO_IPV6, IPV6_MTU_DISCOVER, IPV6_PMTUDISC_DONT);
}

// A message with room for an address and control data, both owned by this object.
struct Message {
  explicit Message(std::span<std::uint8_t> buffer) : piece{buffer.data(), buffer.size()} {
    header.msg_name = &name;
    header.msg_namelen = sizeof name;
    header.msg_iov = &piece;
    header.msg_iovlen = 1;
    header.msg_control = control.data();
    header.msg_controllen = control.size();
  }
  Message(const Message&) = delete;
  Message& operator=(const Message&) = delete;

  [[nodiscard]] std::optional<Endpoint> endpoint() const {
    return endpoint_of(reinterpret_cast<const sockaddr*>(&name));
  }

  sockaddr_storage name{};
  alignas(cmsghdr) ControlBuffer control{};
  iovec piece{};
  msghdr header{};
};

// The data of the control message of this kind, if there is one.
template <class Data>
std::optional<Data> control_data(msghdr& header, int level, int type) {
  for (cmsghdr* at = CMSG_FIRSTHDR(&header); at != nullptr; at = CMSG_NXTHDR(&header, at)) {
    if (at->cmsg_level != level || at->cmsg_type != type) continue;
    if (at->cmsg_len < CMSG_LEN(sizeof(Data))) continue;
    Data data{};
    std::memcpy(&data, CMSG_DATA(at), sizeof data);
    return data;
  }
  return std::nullopt;
}

std::optional<IpAddress> arrival_address(msghdr& header) {
  if (const auto v4 = control_data<in_pktinfo>(header, IPPROTO_IP, IP_PKTINFO)) {
    IpAddress::V4 bytes{};
    std::memcpy(bytes.data(), &v4->ipi_addr, bytes.size());
    return IpAddress{bytes};
  }
  if (const auto v6 = control_data<in6_pktinfo>(header, IPPROTO_IPV6, IPV6_PKTINFO)) {
    IpAddress::V6 bytes{};
    std::memcpy(bytes.data(), &v6->ipi6_addr, bytes.size());
    return IpAddress{bytes};
  }
  return std::nullopt;
}

template <class Data>
void put_control(msghdr& header, ControlBuffer& control, int level, int type, const Data& data) {
  header.msg_control = control.data();
  header.msg_controllen = CMSG_SPACE(sizeof data);
  cmsghdr* const at = CMSG_FIRSTHDR(&header);
  at->cmsg_level = level;
  at->cmsg_type = type;
  at->cmsg_len = CMSG_LEN(sizeof data);
  std::memcpy(CMSG_DATA(at), &data, sizeof data);
}

void put_source(msghdr& header, ControlBuffer& control, const IpAddress& from) {
  if (from.is_v4()) {
    in_pktinfo info{};
    std::memcpy(&info.ipi_spec_dst, from.bytes().data(), 4);
    put_control(header, control, IPPROTO_IP, IP_PKTINFO, info);
  } else {
    in6_pktinfo info{};
    std::memcpy(&info.ipi6_addr, from.bytes().data(), 16);
    put_control(header, control, IPPROTO_IPV6, IPV6_PKTINFO, info);
  }
}

}  // namespace

std::expected<int, transport::Failure> open_udp(const Endpoint& local) {
  const SocketAddress address{local};
  const int fd = socket(address.family(), SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0) return std::unexpected{failure_of_errno(errno)};
  if (configure(fd, local.address.is_v4()) && ::bind(fd, address.data(), address.size()) == 0)
    return fd;
  const int error = errno;
  close(fd);
  return std::unexpected{failure_of_errno(error)};
}

std::expected<UdpArrival, int> receive_udp(int fd, std::span<std::uint8_t> buffer) {
  Message message{buffer};
  const ssize_t size = recvmsg(fd, &message.header, 0);
  if (size < 0) return std::unexpected{errno};
  const auto source = message.endpoint();
  if (!source) return std::unexpected{EAFNOSUPPORT};
  return UdpArrival{*source, arrival_address(message.header), static_cast<std::size_t>(size)};
}

int send_udp(int fd, base::ByteView bytes, const Endpoint& destination,
             const std::optional<IpAddress>& from) {
  const SocketAddress address{destination};
  iovec piece{const_cast<std::uint8_t*>(bytes.data()), bytes.size()};
  alignas(cmsghdr) ControlBuffer control{};
  msghdr header{};
  header.msg_name = const_cast<sockaddr*>(address.data());
  header.msg_namelen = address.size();
  header.msg_iov = &piece;
  header.msg_iovlen = 1;
  if (from && !from->is_any()) put_source(header, control, *from);
  return sendmsg(fd, &header, MSG_NOSIGNAL) < 0 ? errno : 0;
}

std::optional<UdpIcmpError> next_icmp_error(int fd) {
  std::array<std::uint8_t, 1> beginning{};  // of the datagram that failed
  Message message{beginning};
  if (recvmsg(fd, &message.header, MSG_ERRQUEUE) < 0) return std::nullopt;
  auto error = control_data<sock_extended_err>(message.header, IPPROTO_IP, IP_RECVERR);
  if (!error) error = control_data<sock_extended_err>(message.header, IPPROTO_IPV6, IPV6_RECVERR);
  const auto destination = message.endpoint();
  const Endpoint nowhere{base::any_ipv4, 0};
  if (!error || !destination) return UdpIcmpError{nowhere, 0};
  return UdpIcmpError{*destination, static_cast<int>(error->ee_errno)};
}

}  // namespace portero::net
