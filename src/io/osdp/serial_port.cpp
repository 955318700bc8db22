#include "io/osdp/serial_port.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <termios.h>
#include <unistd.h>

#include <linux/serial.h>
#include <sys/ioctl.h>

namespace portero::osdp {
namespace {

std::optional<speed_t> speed_of(std::uint32_t baud) {
  switch (baud) {
    case 9600: return B9600;
    case 19200: return B19200;
    case 38400: return B38400;
    case 57600: return B57600;
    case 115200: return B115200;
    case 230400: return B230400;
    default: return std::nullopt;
  }
}

bool make_raw(int fd, speed_t speed) {
  termios attributes{};
  if (::tcgetattr(fd, &attributes) != 0) return false;
  ::cfmakeraw(&attributes);
  attributes.c_cflag &= ~static_cast<tcflag_t>(CSTOPB | CRTSCTS | HUPCL);
  attributes.c_cflag |= CLOCAL | CREAD;
  attributes.c_iflag |= IGNBRK;
  attributes.c_cc[VMIN] = 1;
  attributes.c_cc[VTIME] = 0;
  if (::cfsetspeed(&attributes, speed) != 0 || ::tcsetattr(fd, TCSANOW, &attributes) != 0)
    return false;
  // It is done with a part of what was asked, too.
  termios now{};
  return ::tcgetattr(fd, &now) == 0 && ::cfgetospeed(&now) == speed;
}

bool let_kernel_switch(int fd) {
  serial_rs485 mode{};
  mode.flags = SER_RS485_ENABLED | SER_RS485_RTS_ON_SEND;
  return ::ioctl(fd, TIOCSRS485, &mode) == 0;
}

}  // namespace

std::expected<OpenPort, std::string> open_serial_port(const std::string& device,
                                                      std::uint32_t baud) {
  const auto failed = [&](const std::string& why) {
    return std::unexpected{"The OSDP line " + device + " cannot be used: " + why +
                           ". Give the device of the serial port that the panel is wired to."};
  };
  const auto speed = speed_of(baud);
  if (!speed) return failed("it has no rate of " + std::to_string(baud) + " baud");
  const int fd = ::open(device.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (fd < 0) return failed(std::strerror(errno));
  const auto closed = [&](const std::string& why) {
    ::close(fd);
    return failed(why);
  };
  if (::isatty(fd) == 0) return closed("it is no serial port");
  if (!make_raw(fd, *speed)) return closed("it does not take " + std::to_string(baud) + " baud");
  if (::ioctl(fd, TIOCEXCL) != 0) return closed(std::strerror(errno));
  ::tcflush(fd, TCIOFLUSH);
  return OpenPort{fd, let_kernel_switch(fd)};
}

}  // namespace portero::osdp
