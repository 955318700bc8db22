#pragma once

#include <map>
#include <optional>

#include "apps/station/media.hpp"
#include "core/media/memory.hpp"
#include "io/ipc/line_socket.hpp"
#include "io/log/log.hpp"
#include "io/loop/timer.hpp"
#include "io/process/child.hpp"

namespace portero::station {

// portero-media, kept running: when it ends or hangs, another one takes its place and is told how
// things stand, so that a call goes on where it was.
class MediaProcess final : public Media {
 public:
  // A process that lived for less than this begins again with growing delays.
  static constexpr base::Duration settled_after = std::chrono::seconds{5};
  static constexpr base::Duration longest_delay = std::chrono::seconds{5};
  // It is asked for a sign of life so often, and killed when there was none for so long. The first
  // sign may take longer, while GStreamer looks at its plugins.
  static constexpr base::Duration beat = std::chrono::seconds{1};
  static constexpr base::Duration silence_limit = std::chrono::seconds{4};
  static constexpr base::Duration first_sign_limit = std::chrono::seconds{30};
  // A call waits so long for its ports.
  static constexpr base::Duration opening_limit = std::chrono::seconds{3};
  // Of what it writes to its standard error, so many lines a beat reach the log.
  static constexpr int max_complaints = 10;

  MediaProcess(loop::EventLoop& loop, log::Log& log, process::Program program, Handler handler);

  void send(const media::Command& command) override;
  [[nodiscard]] std::optional<int> pid() const;

 private:
  void start();
  void failed_to_start(const std::string& why);
  void line_came(const std::string& line);
  void ended(const process::Ended& how);
  void tell_unanswered();
  void start_later();
  void beats();
  void await(media::LegId leg);

  loop::EventLoop& loop_;
  log::Log& log_;
  process::Program program_;
  Handler handler_;
  media::Memory memory_;
  std::map<media::LegId, loop::Timer> opening_;
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
