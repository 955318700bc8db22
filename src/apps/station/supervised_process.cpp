#include "apps/station/supervised_process.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include <sys/socket.h>

namespace portero::station {

SupervisedProcess::SupervisedProcess(loop::EventLoop& loop, log::Log& log, process::Program program,
                                     const Manner& manner, Handler handler)
    : loop_(loop),
      log_(log),
      program_(std::move(program)),
      manner_(manner),
      handler_(std::move(handler)),
      heart_(loop),
      restart_(loop) {}

std::optional<int> SupervisedProcess::pid() const {
  return child_ ? std::optional{child_->pid()} : std::nullopt;
}

void SupervisedProcess::send(const std::string& line) {
  if (socket_) socket_->send(line);
}

void SupervisedProcess::start() {
  began_ = loop_.now();
  sign_.reset();
  handler_.starts();
  if (const auto why = spawn()) {
    log_.error(manner_.area, std::string{manner_.lack}, {{"why", *why}});
    return start_later();
  }
  handler_.started();
  beats();
}

// Why not, where it does not start.
std::optional<std::string> SupervisedProcess::spawn() {
  std::array<int, 2> pair{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0)
    return std::strerror(errno);
  ::fcntl(pair[0], F_SETFL, O_NONBLOCK);
  program_.socket = pair[1];
  auto child = process::Child::start(loop_, program_,
                                     {.ended = [this](const process::Ended& how) { ended(how); },
                                      .complained =
                                          [this](const std::string& line) {
                                            if (++complaints_ <= max_complaints)
                                              log_.warning(manner_.area, line);
                                          }});
  ::close(pair[1]);
  if (!child) {
    ::close(pair[0]);
    return std::move(child.error());
  }
  child_ = *std::move(child);
  socket_.emplace(loop_, pair[0], [this](const ipc::LineEvent& event) {
    const auto* const line = std::get_if<ipc::LineArrived>(&event);
    if (line == nullptr) return;
    sign_ = loop_.now();
    handler_.line_came(line->line);
  });
  return std::nullopt;
}

void SupervisedProcess::ended(const process::Ended& how) {
  log_.error(manner_.area, std::string{manner_.name} + " ended, and begins again",
             {{"how", process::in_words(how)}});
  socket_.reset();
  child_.reset();
  heart_.cancel();
  handler_.ended();
  if (loop_.now() < began_ + settled_after) return start_later();
  delay_ = base::Duration{0};
  start();
}

void SupervisedProcess::start_later() {
  delay_ =
      std::clamp(2 * delay_, base::Duration{std::chrono::milliseconds{200}}, manner_.longest_delay);
  restart_.start(delay_, [this] { start(); });
}

void SupervisedProcess::beats() {
  if (!child_ || !socket_) return;
  complaints_ = 0;
  const base::TimePoint limit = sign_ ? *sign_ + silence_limit : began_ + manner_.first_sign_limit;
  if (loop_.now() >= limit) {
    log_.error(manner_.area, std::string{manner_.name} + " gives no sign of life");
    return child_->kill();
  }
  handler_.beats();
  heart_.start(beat, [this] { beats(); });
}

}  // namespace portero::station
