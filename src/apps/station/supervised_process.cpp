#include "apps/station/supervised_process.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include <sys/socket.h>

namespace portero::station {
namespace {

std::string_view in_words(ipc::ClosedBy why) {
  switch (why) {
    case ipc::ClosedBy::other_end: return "it closed its socket";
    case ipc::ClosedBy::line_too_long: return "it wrote a line that is longer than any message";
    case ipc::ClosedBy::reader_too_slow: return "it does not read what it is told";
    case ipc::ClosedBy::failure: return "its socket failed";
  }
  return "";
}

}  // namespace

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

void SupervisedProcess::leave(base::Duration at_most) {
  heart_.cancel();
  restart_.cancel();
  socket_.reset();
  if (child_) std::ignore = child_->ends_within(at_most);
  child_.reset();
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
                                            if (may_complain()) log_.warning(manner_.area, line);
                                          }});
  ::close(pair[1]);
  if (!child) {
    ::close(pair[0]);
    return std::move(child.error());
  }
  child_ = *std::move(child);
  socket_.emplace(loop_, pair[0], [this](const ipc::LineEvent& event) {
    std::visit([this](const auto& what) { came(what); }, event);
  });
  return std::nullopt;
}

void SupervisedProcess::came(const ipc::LineArrived& line) {
  const auto understood = handler_.line_came(line.line);
  if (understood)
    sign_ = loop_.now();
  else if (may_complain())
    log_.error(manner_.area, "not understood",
               {{"why", understood.error().substr(0, process::Child::max_line_bytes)}});
}

// Nothing can be said to it any more. Where it closed its end itself, it is about to end, and how
// it does says more; if it does not, it is silent from now on.
void SupervisedProcess::came(const ipc::Closed& closed) {
  if (closed.why == ipc::ClosedBy::other_end) return;
  log_.error(manner_.area, std::string{manner_.name} + " is given up",
             {{"why", std::string{in_words(closed.why)}}});
  if (child_) child_->kill();
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

base::Duration SupervisedProcess::delay_after(base::Duration last, base::Duration longest) {
  return std::clamp(2 * last, first_delay, longest);
}

void SupervisedProcess::start_later() {
  delay_ = delay_after(delay_, manner_.longest_delay);
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
