#include "tests/interop/link/tun.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include <linux/if_tun.h>
#include <net/if.h>
#include <sys/ioctl.h>

namespace portero::emulated_link {
namespace {

std::unexpected<std::string> failed(const std::string& what) {
  return std::unexpected(what + ": " + std::strerror(errno));
}

}  // namespace

std::expected<Tun, std::string> Tun::make(loop::EventLoop& loop, const std::string& name) {
  if (name.empty() || name.size() >= IFNAMSIZ)
    return std::unexpected("'" + name + "' is no name of a network device");
  const int fd = ::open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return failed("/dev/net/tun cannot be opened");
  ifreq request{};
  request.ifr_flags = IFF_TUN | IFF_NO_PI;
  name.copy(request.ifr_name, IFNAMSIZ - 1);
  // Before the loop looks at it: what is no device yet cannot be waited for (tun_chr_poll).
  if (::ioctl(fd, TUNSETIFF, &request) == 0) return Tun{loop::Descriptor{loop, fd}};
  auto why = failed("no device " + name);
  ::close(fd);
  return why;
}

std::span<const std::uint8_t> Tun::read(std::span<std::uint8_t> room) {
  const ssize_t count = ::read(descriptor_.fd(), room.data(), room.size());
  return room.first(count > 0 ? static_cast<std::size_t>(count) : 0);
}

void Tun::write(std::span<const std::uint8_t> packet) {
  [[maybe_unused]] const ssize_t written = ::write(descriptor_.fd(), packet.data(), packet.size());
}

}  // namespace portero::emulated_link
