#pragma once

#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "io/ipc/line_socket.hpp"
#include "io/log/log.hpp"
#include "io/loop/timer.hpp"
#include "io/process/child.hpp"

namespace portero::station {

// A program that speaks with us by lines on a socket, kept running: when it ends or hangs, another
// one takes its place. Nothing waits for it.
class SupervisedProcess {
 public:
  // A process that lived for less than this begins again with growing delays.
  static constexpr base::Duration settled_after = std::chrono::seconds{5};
  static constexpr base::Duration first_delay = std::chrono::milliseconds{200};
  // It is asked for a sign of life so often, and killed when there was none for so long.
  static constexpr base::Duration beat = std::chrono::seconds{1};
  static constexpr base::Duration silence_limit = std::chrono::seconds{4};
  // Of what it writes to its standard error, and of its lines that are not understood, so many a
  // beat reach the log, each cut.
  static constexpr int max_complaints = 10;

  struct Manner {
    std::string_view name;  // for people: "portero-media"
    std::string_view area;  // of its log lines
    std::string_view lack;  // while it cannot be started: "no sound and no picture"
    base::Duration longest_delay;
    base::Duration first_sign_limit;  // the first sign of life may take longer
  };
  struct Handler {
    std::function<void()> starts = [] {};  // another one is about to
    std::function<void()> started;         // and wants to know how things stand
    // An error says why it is not understood, which is no sign of life.
    std::function<std::expected<void, std::string>(const std::string& line)> line_came;
    std::function<void()> ended;
    std::function<void()> beats;  // asks it for a sign of life
  };

  SupervisedProcess(loop::EventLoop& loop, log::Log& log, process::Program program,
                    const Manner& manner, Handler handler);

  void start();
  // Lost where nobody is there.
  void send(const std::string& line);
  // It may end by itself, because its socket closes, within this time; nothing is told any more.
  void leave(base::Duration at_most);
  [[nodiscard]] std::optional<int> pid() const;
  // It runs, and has given no sign of life yet.
  [[nodiscard]] bool is_starting() const { return child_ && !sign_; }

  // How long it is waited before it begins again, when it was `last` before that.
  [[nodiscard]] static base::Duration delay_after(base::Duration last, base::Duration longest);

 private:
  [[nodiscard]] std::optional<std::string> spawn();
  void came(const ipc::LineArrived& line);
  void came(const ipc::Closed& closed);
  [[nodiscard]] bool may_complain() { return ++complaints_ <= max_complaints; }
  void ended(const process::Ended& how);
  void start_later();
  void beats();

  loop::EventLoop& loop_;
  log::Log& log_;
  process::Program program_;
  Manner manner_;
  Handler handler_;
  loop::Timer heart_;
  loop::Timer restart_;
  base::Duration delay_{0};
  base::TimePoint began_{};
  std::optional<base::TimePoint> sign_{};
  int complaints_ = 0;
  std::optional<ipc::LineSocket> socket_;
  std::optional<process::Child> child_;
};

}  // namespace portero::station
