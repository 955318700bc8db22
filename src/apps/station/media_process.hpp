#pragma once

#include <expected>
#include <map>
#include <optional>
#include <string>

#include "apps/station/media.hpp"
#include "apps/station/supervised_process.hpp"
#include "core/media/memory.hpp"
#include "io/log/log.hpp"
#include "io/loop/timer.hpp"

namespace portero::station {

// portero-media, kept running: when it ends or hangs, another one takes its place and is told how
// things stand, so that a call goes on where it was.
class MediaProcess final : public Media {
 public:
  // A call waits so long for its ports; longer for a process that still reads from the disk what a
  // call needs: the first visitor after the power came back.
  static constexpr base::Duration opening_limit = std::chrono::seconds{3};
  static constexpr base::Duration first_opening_limit = std::chrono::seconds{10};

  MediaProcess(loop::EventLoop& loop, log::Log& log, process::Program program, Handler handler);

  void send(const media::Command& command) override;
  [[nodiscard]] std::optional<int> pid() const { return process_.pid(); }

 private:
  [[nodiscard]] std::expected<void, std::string> line_came(const std::string& line);
  void tell_unanswered();
  void await(media::LegId leg);

  loop::EventLoop& loop_;
  Handler handler_;
  media::Memory memory_;
  std::map<media::LegId, loop::Timer> opening_;
  SupervisedProcess process_;
};

}  // namespace portero::station
