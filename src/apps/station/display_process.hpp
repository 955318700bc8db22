#pragma once

#include <functional>
#include <optional>

#include "core/display/message.hpp"
#include "io/ipc/line_socket.hpp"
#include "io/log/log.hpp"
#include "io/loop/timer.hpp"
#include "io/process/child.hpp"

namespace portero::station {

// portero-display, kept running: when it ends or hangs, another one takes its place and is told
// what to show. Nothing waits for it.
class DisplayProcess {
 public:
  // A process that lived for less than this begins again with growing delays.
  static constexpr base::Duration settled_after = std::chrono::seconds{5};
  static constexpr base::Duration longest_delay = std::chrono::seconds{30};
  // It is asked for a sign of life so often, and killed when there was none for so long. The first
  // sign may take longer, while Qt looks for the screen.
  static constexpr base::Duration beat = std::chrono::seconds{1};
  static constexpr base::Duration silence_limit = std::chrono::seconds{4};
  static constexpr base::Duration first_sign_limit = std::chrono::seconds{15};
  // Of what it writes to its standard error, so many lines a beat reach the log.
  static constexpr int max_complaints = 10;
  // So many touches a second count: a screen that is wet or broken touches itself.
  static constexpr int max_touches = 5;

  using Touched = std::function<void()>;
  using Picture = std::function<void(const std::vector<std::uint8_t>& png)>;
  // How a new station is set up, for as long as it is to be shown; asked at every beat.
  using AskSetup = std::function<std::optional<display::Setup>()>;

  DisplayProcess(loop::EventLoop& loop, log::Log& log, process::Program program, Touched touched);

  void configure(display::Configure configured);
  void show_setup(AskSetup ask);
  // elapsed_ms is that of now.
  void show(const display::Show& show);
  void show(const display::Levels& levels);
  // What is on the screen; told once, if a process lives to tell it.
  void take_picture(Picture taken);

  [[nodiscard]] std::optional<int> pid() const;
  // Something was drawn since this process began.
  [[nodiscard]] bool ready() const { return ready_; }

 private:
  void start();
  void failed_to_start(const std::string& why);
  void line_came(const std::string& line);
  void ended(const process::Ended& how);
  void start_later();
  void beats();
  void look_for_setup();
  void send(const display::Command& command);

  loop::EventLoop& loop_;
  log::Log& log_;
  process::Program program_;
  Touched touched_;
  AskSetup ask_setup_;
  Picture picture_;
  display::Configure configured_;
  std::optional<display::Show> shown_;
  base::TimePoint shown_since_{};
  loop::Timer heart_;
  loop::Timer restart_;
  base::Duration delay_{0};
  base::TimePoint began_{};
  std::optional<base::TimePoint> sign_{};
  bool ready_ = false;
  int complaints_ = 0;
  int touches_ = 0;
  std::optional<ipc::LineSocket> socket_;
  std::optional<process::Child> child_;
};

}  // namespace portero::station
