#include "io/process/systemd_notifier.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

#include <sys/socket.h>
#include <sys/un.h>

namespace portero::process {
namespace {

std::string_view variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc{} || end != text.data() + text.size() || value <= 0) return std::nullopt;
  return value;
}

}  // namespace

ServiceEnvironment service_environment() {
  ServiceEnvironment environment{.socket = std::string{variable("NOTIFY_SOCKET")}};
  const auto of_whom = number(variable("WATCHDOG_PID"));
  const auto time = number(variable("WATCHDOG_USEC"));
  if (time && (!of_whom || *of_whom == ::getpid())) environment.watchdog = base::Duration{*time};
  return environment;
}

SystemdNotifier::SystemdNotifier(loop::EventLoop& loop, const ServiceEnvironment& environment)
    : timer_(loop), place_(environment.socket) {
  if (place_.empty() || place_.size() >= sizeof(sockaddr_un::sun_path)) return;
  fd_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (environment.watchdog) interval_ = *environment.watchdog / 2;
  feed();
}

SystemdNotifier::~SystemdNotifier() {
  if (fd_ >= 0) ::close(fd_);
}

void SystemdNotifier::ready() { tell("READY=1"); }
void SystemdNotifier::stopping() { tell("STOPPING=1"); }

void SystemdNotifier::feed() {
  if (!interval_) return;
  tell("WATCHDOG=1");
  timer_.start(*interval_, [this] { feed(); });
}

void SystemdNotifier::tell(std::string_view what) const {
  if (fd_ < 0) return;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::ranges::copy(place_, address.sun_path);
  if (place_.front() == '@') address.sun_path[0] = '\0';  // of the abstract kind
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + place_.size());
  ::sendto(fd_, what.data(), what.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&address),
           size);
}

}  // namespace portero::process
