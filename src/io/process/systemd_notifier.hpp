#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "io/loop/event_loop.hpp"
#include "io/loop/timer.hpp"

namespace portero::process {

// What systemd says in the environment of a service that it starts with Type=notify.
struct ServiceEnvironment {
  std::string socket{};                      // $NOTIFY_SOCKET; empty: nobody asks
  std::optional<base::Duration> watchdog{};  // $WATCHDOG_USEC, where $WATCHDOG_PID is us
};

[[nodiscard]] ServiceEnvironment service_environment();

// Tells the service manager how this process is (sd_notify(3)), and twice within the watchdog's
// time that its loop still turns: a loop that stands still is killed and begun anew. Does nothing
// where nobody asks, and waits for nobody.
class SystemdNotifier {
 public:
  SystemdNotifier(loop::EventLoop& loop, const ServiceEnvironment& environment);
  ~SystemdNotifier();
  SystemdNotifier(const SystemdNotifier&) = delete;
  SystemdNotifier& operator=(const SystemdNotifier&) = delete;

  void ready();
  void stopping();

 private:
  void tell(std::string_view what) const;
  void feed();

  loop::Timer timer_;
  std::string place_;
  std::optional<base::Duration> interval_;
  int fd_ = -1;
};

}  // namespace portero::process
