#include "apps/station/media_process.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

#include <sys/socket.h>

#include "io/ipc/media_json.hpp"

namespace portero::station {

MediaProcess::MediaProcess(loop::EventLoop& loop, log::Log& log, process::Program program,
                           Handler handler)
    : loop_(loop),
      log_(log),
      program_(std::move(program)),
      handler_(std::move(handler)),
      heart_(loop),
      restart_(loop) {
  start();
}

std::optional<int> MediaProcess::pid() const {
  return child_ ? std::optional{child_->pid()} : std::nullopt;
}

void MediaProcess::send(const media::Command& command) {
  memory_.told(command);
  if (const auto* open = std::get_if<media::OpenLeg>(&command)) await(open->leg);
  if (const auto* close = std::get_if<media::CloseLeg>(&command)) opening_.erase(close->leg);
  if (socket_) socket_->send(ipc::to_json(command));
}

void MediaProcess::start() {
  began_ = loop_.now();
  sign_.reset();
  tell_unanswered();
  std::array<int, 2> pair{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0)
    return failed_to_start(std::strerror(errno));
  ::fcntl(pair[0], F_SETFL, O_NONBLOCK);
  program_.socket = pair[1];
  auto child = process::Child::start(loop_, program_,
                                     {.ended = [this](const process::Ended& how) { ended(how); },
                                      .complained =
                                          [this](const std::string& line) {
                                            if (++complaints_ <= max_complaints)
                                              log_.warning("media", line);
                                          }});
  ::close(pair[1]);
  if (!child) {
    ::close(pair[0]);
    return failed_to_start(child.error());
  }
  child_ = *std::move(child);
  socket_.emplace(loop_, pair[0], [this](const ipc::LineEvent& event) {
    if (const auto* line = std::get_if<ipc::LineArrived>(&event)) line_came(line->line);
  });
  for (const media::Command& command : memory_.retell()) socket_->send(ipc::to_json(command));
  beats();
}

void MediaProcess::failed_to_start(const std::string& why) {
  log_.error("media", "no sound and no picture", {{"why", why}});
  start_later();
}

void MediaProcess::line_came(const std::string& line) {
  sign_ = loop_.now();
  const auto event = ipc::media_event(line);
  if (!event) return log_.error("media", "not understood", {{"why", event.error()}});
  if (const auto* ready = std::get_if<media::LegReady>(&*event)) opening_.erase(ready->leg);
  if (const auto* failed = std::get_if<media::LegFailed>(&*event)) opening_.erase(failed->leg);
  if (memory_.is_news(*event)) handler_(*event);
}

void MediaProcess::ended(const process::Ended& how) {
  log_.error("media", "portero-media ended, and begins again", {{"how", process::in_words(how)}});
  socket_.reset();
  child_.reset();
  heart_.cancel();
  tell_unanswered();
  if (loop_.now() < began_ + settled_after) return start_later();
  delay_ = base::Duration{0};
  start();
}

// Also of what was asked while there was no process, before one is told how things stand.
void MediaProcess::tell_unanswered() {
  for (const media::Event& event : memory_.unanswered()) handler_(event);
}

void MediaProcess::start_later() {
  delay_ = std::clamp(2 * delay_, base::Duration{std::chrono::milliseconds{200}}, longest_delay);
  restart_.start(delay_, [this] { start(); });
}

void MediaProcess::beats() {
  if (!child_ || !socket_) return;
  complaints_ = 0;
  const base::TimePoint limit = sign_ ? *sign_ + silence_limit : began_ + first_sign_limit;
  if (loop_.now() >= limit) {
    log_.error("media", "portero-media gives no sign of life");
    return child_->kill();
  }
  socket_->send(ipc::to_json(media::Command{media::AskStatistics{}}));
  heart_.start(beat, [this] { beats(); });
}

// A call that gets no ports in time ends rather than being silent.
void MediaProcess::await(media::LegId leg) {
  const auto timer = opening_.try_emplace(leg, loop_).first;
  timer->second.start(opening_limit, [this, leg] {
    opening_.erase(leg);
    const media::Event late =
        media::LegFailed{leg, "the media process does not answer; its own log lines say why"};
    if (!memory_.is_news(late)) return;
    send(media::CloseLeg{leg});
    handler_(late);
  });
}

}  // namespace portero::station
