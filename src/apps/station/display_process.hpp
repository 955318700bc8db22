#pragma once

#include <functional>
#include <optional>

#include "apps/station/screen_pictures.hpp"
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

  struct Handler {
    std::function<void()> touched = [] {};
    // It shows something else, or nothing any more, though nobody told it to.
    std::function<void()> changed = [] {};
  };
  // How a new station is set up, for as long as it is to be shown; asked at every beat.
  using AskSetup = std::function<std::optional<display::Setup>()>;

  DisplayProcess(loop::EventLoop& loop, log::Log& log, process::Program program, Handler handler);

  void configure(display::Configure configured);
  void show_setup(AskSetup ask);
  // elapsed_ms is that of now.
  void show(const display::Show& show);
  void show(const display::Levels& levels);
  // What is on the screen, told once; at once where nothing is drawn.
  void ask_picture(ScreenPictures::Told told);
  // As if a finger did; nothing happens where nothing is drawn.
  void touch(const display::Touch& touch) { send(touch); }

  [[nodiscard]] std::optional<int> pid() const;
  // Something was drawn since this process began.
  [[nodiscard]] bool ready() const { return ready_; }
  // Another one for each change of what it shows, but for what moves and counts by itself.
  [[nodiscard]] std::int64_t change() const { return change_; }
  // How often it looks different without one.
  [[nodiscard]] std::optional<std::chrono::milliseconds> renewal() const;

 private:
  void start();
  void failed_to_start(const std::string& why);
  void line_came(const std::string& line);
  void ended(const process::Ended& how);
  void start_later();
  void beats();
  void look_for_setup();
  void changed();
  void changed_by_itself();
  void send(const display::Command& command);

  loop::EventLoop& loop_;
  log::Log& log_;
  process::Program program_;
  Handler handler_;
  AskSetup ask_setup_;
  ScreenPictures pictures_;
  std::int64_t change_ = 0;
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
