#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "core/call/action.hpp"
#include "core/door/line_place.hpp"
#include "core/door/movements.hpp"
#include "core/door/watch.hpp"
#include "io/log/log.hpp"
#include "io/loop/descriptor.hpp"
#include "io/loop/timer.hpp"
#include "io/process/child.hpp"

namespace portero::station {

struct RelaySettings {
  std::filesystem::path program;
  door::LinePlace line;
  door::ActiveLevel active = door::ActiveLevel::high;
};

// portero-relay, kept running: it holds the line of the door relay and ends each pulse by itself.
// When it ends or does not do what core/door's Watch expects, another one takes its place, which
// begins by closing the line. No pulse is sent twice.
class RelayProcess {
 public:
  // A process that lived for less than this begins again with growing delays.
  static constexpr base::Duration settled_after = std::chrono::seconds{5};
  static constexpr base::Duration longest_delay = std::chrono::seconds{5};
  // For the first second of a line that may be open and that nobody holds.
  static constexpr base::Duration first_delay = std::chrono::milliseconds{20};
  static constexpr base::Duration haste = std::chrono::seconds{1};
  // When the station ends, it waits so long for the line to be closed.
  static constexpr base::Duration farewell_limit = std::chrono::milliseconds{50};

  // The relay did not move for a pulse that was taken, or nobody can say that it did. May come
  // more than once.
  using Failed = std::function<void(access::CommandId, access::RelayFailure)>;

  // The line moved, or another process holds it, or none.
  using Changed = std::function<void()>;

  RelayProcess(loop::EventLoop& loop, log::Log& log, RelaySettings settings, Failed failed,
               Changed changed);
  ~RelayProcess();
  RelayProcess(const RelayProcess&) = delete;
  RelayProcess& operator=(const RelayProcess&) = delete;

  // Another process holds the line from now on, where this is news: it closes it, too.
  void use(door::ActiveLevel active);

  // False where nobody is there to move the relay.
  [[nodiscard]] bool pulse(const call::PulseDoor& pulse);
  [[nodiscard]] bool pulse(const door::Pulse& pulse);

  // Whether somebody is there to move it.
  [[nodiscard]] bool attends() const;
  // Until a process has told that the line is closed.
  [[nodiscard]] bool may_be_open() const { return left_open_ || watch_.may_be_open(); }
  [[nodiscard]] std::optional<int> pid() const;
  [[nodiscard]] const door::LinePlace& line() const { return settings_.line; }
  [[nodiscard]] const door::Movements& movements() const { return movements_; }

 private:
  void start();
  [[nodiscard]] std::optional<std::string> spawn();
  void start_later();
  void listen();
  void read_all();
  [[nodiscard]] bool read();
  void told(const door::Report& report);
  void moved(const door::Movement& movement);
  void await_deadline();
  void overdue();
  void kill();
  void ended(const process::Ended& how);

  loop::EventLoop& loop_;
  log::Log& log_;
  RelaySettings settings_;
  Failed failed_;
  Changed changed_;
  door::Watch watch_;
  loop::Timer overdue_;
  loop::Timer restart_;
  base::Duration delay_{0};
  base::TimePoint began_{};
  door::Movements movements_;
  // When a process ended that may have left the line open; until the next one has closed it.
  std::optional<base::TimePoint> left_open_;
  bool socket_closed_ = false;
  bool unwanted_ = false;  // killed for another that does as the settings say
  std::optional<loop::Descriptor> socket_;
  std::optional<process::Child> child_;
};

}  // namespace portero::station
