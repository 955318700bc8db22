#pragma once

#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/control/message.hpp"
#include "io/ipc/line_socket.hpp"
#include "io/loop/event_loop.hpp"

namespace portero::ctl {

enum Exit { ok = 0, failure = 1, usage = 2, unavailable = 69 };

// The running station, asked one thing after the other.
class StationLink {
 public:
  // Errors are sentences for whoever typed the command.
  [[nodiscard]] static std::expected<std::unique_ptr<StationLink>, std::string> open(
      const std::filesystem::path& socket);

  static constexpr base::Duration answer_within = std::chrono::seconds{5};

  // The line of its answer.
  [[nodiscard]] std::expected<std::string, std::string> ask(const control::Request& request,
                                                            base::Duration within = answer_within);
  void wait(base::Duration duration);

 private:
  StationLink(const std::filesystem::path& socket, int fd);

  std::filesystem::path path_;
  loop::EventLoop loop_;
  std::optional<std::string> answer_;
  bool closed_ = false;
  ipc::LineSocket socket_;
};

}  // namespace portero::ctl
