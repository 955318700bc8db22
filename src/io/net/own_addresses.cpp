#include "io/net/own_addresses.hpp"

#include <array>
#include <cerrno>
#include <unistd.h>
#include <utility>

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include "io/loop/descriptor.hpp"
#include "io/loop/timer.hpp"
#include "io/net/errno_failure.hpp"
#include "io/net/socket_address.hpp"

namespace portero::net {
namespace {

using transport::Failure;

// Connecting a UDP socket sends nothing; it only chooses the route. The port does not matter.
constexpr std::uint16_t any_port = 9;
constexpr int max_changes_at_once = 64;

std::expected<int, Failure> open_netlink() {
  const int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, NETLINK_ROUTE);
  if (fd < 0) return std::unexpected{failure_of_errno(errno)};
  sockaddr_nl address{};
  address.nl_family = AF_NETLINK;
  address.nl_groups =
      RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE;
  if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return fd;
  const int error = errno;
  ::close(fd);
  return std::unexpected{failure_of_errno(error)};
}

}  // namespace

std::expected<base::IpAddress, Failure> own_address_towards(const base::IpAddress& destination) {
  const SocketAddress there{{destination, any_port}};
  const int fd = socket(there.family(), SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return std::unexpected{failure_of_errno(errno)};
  const int error = ::connect(fd, there.data(), there.size()) == 0 ? 0 : errno;
  const auto here = local_endpoint(fd);
  ::close(fd);
  if (error != 0 || !here) return std::unexpected{failure_of_errno(error)};
  return here->address;
}

class OwnAddressWatch::Shared : public std::enable_shared_from_this<Shared> {
 public:
  Shared(loop::EventLoop& loop, int fd, std::function<void()> changed)
      : descriptor_(loop, fd), settling_(loop), changed_(std::move(changed)) {}

  void await_change() {
    descriptor_.when_readable([weak = weak_from_this()] {
      if (const auto self = weak.lock()) self->take_changes();
    });
  }

 private:
  // What changed is asked of the kernel afterwards: a full queue may have lost some of it.
  void take_changes() {
    std::array<char, 8192> ignored;
    for (int i = 0; i < max_changes_at_once; ++i)
      if (recv(descriptor_.fd(), ignored.data(), ignored.size(), 0) < 0 && errno == EAGAIN) break;
    await_change();
    if (std::exchange(is_settling_, true)) return;
    settling_.start(settling_time, [weak = weak_from_this()] {
      const auto self = weak.lock();
      if (!self) return;
      self->is_settling_ = false;
      self->changed_();
    });
  }

  loop::Descriptor descriptor_;
  loop::Timer settling_;
  bool is_settling_ = false;
  std::function<void()> changed_;
};

std::expected<OwnAddressWatch, Failure> OwnAddressWatch::start(loop::EventLoop& loop,
                                                               std::function<void()> changed) {
  const auto fd = open_netlink();
  if (!fd) return std::unexpected{fd.error()};
  auto shared = std::make_shared<Shared>(loop, *fd, std::move(changed));
  shared->await_change();
  return OwnAddressWatch{std::move(shared)};
}

OwnAddressWatch::OwnAddressWatch(std::shared_ptr<Shared> shared) : shared_(std::move(shared)) {}
OwnAddressWatch::~OwnAddressWatch() = default;
OwnAddressWatch::OwnAddressWatch(OwnAddressWatch&&) noexcept = default;
OwnAddressWatch& OwnAddressWatch::operator=(OwnAddressWatch&&) noexcept = default;

}  // namespace portero::net
