#include "apps/station/display_process.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

#include <sys/socket.h>

#include "base/overloaded.hpp"
#include "core/display/look.hpp"
#include "io/ipc/display_json.hpp"

namespace portero::station {

DisplayProcess::DisplayProcess(loop::EventLoop& loop, log::Log& log, process::Program program,
                               Handler handler)
    : loop_(loop),
      log_(log),
      program_(std::move(program)),
      handler_(std::move(handler)),
      pictures_([this] { send(display::TakePicture{}); }),
      heart_(loop),
      restart_(loop) {
  start();
}

std::optional<int> DisplayProcess::pid() const {
  return child_ ? std::optional{child_->pid()} : std::nullopt;
}

void DisplayProcess::configure(display::Configure configured) {
  configured.setup = configured_.setup;
  if (configured == configured_) return;
  configured_ = std::move(configured);
  send(configured_);
  changed();
}

void DisplayProcess::show_setup(AskSetup ask) {
  ask_setup_ = std::move(ask);
  look_for_setup();
}

void DisplayProcess::show(const display::Show& show) {
  shown_ = show;
  shown_since_ = loop_.now();
  send(show);
  changed();
}

void DisplayProcess::show(const display::Levels& levels) { send(levels); }

void DisplayProcess::ask_picture(ScreenPictures::Told told) {
  if (!ready_) return told(std::nullopt);
  pictures_.ask(std::move(told), loop_.now());
}

std::optional<std::chrono::milliseconds> DisplayProcess::renewal() const {
  if (!shown_) return std::nullopt;
  return display::renewal_of(display::look_of(display::view_of(configured_, *shown_)));
}

void DisplayProcess::changed() {
  ++change_;
  pictures_.changed();
}

void DisplayProcess::changed_by_itself() {
  changed();
  handler_.changed();
}

void DisplayProcess::start() {
  began_ = loop_.now();
  sign_.reset();
  ready_ = false;
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
                                              log_.warning("display", line);
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
  send(configured_);
  if (shown_) {
    const auto since = std::chrono::duration_cast<std::chrono::milliseconds>(began_ - shown_since_);
    send(display::Show{shown_->screen, shown_->outage, shown_->elapsed_ms + since.count()});
  }
  beats();
}

void DisplayProcess::failed_to_start(const std::string& why) {
  log_.error("display", "nothing on the screen", {{"why", why}});
  start_later();
}

void DisplayProcess::line_came(const std::string& line) {
  sign_ = loop_.now();
  auto event = ipc::display_event(line);
  if (!event) return log_.error("display", "not understood", {{"why", event.error()}});
  std::visit(base::overloaded{
                 [&](const display::Ready&) {
                   ready_ = true;
                   log_.info("display", "ready");
                   changed_by_itself();
                 },
                 [&](const display::Touched&) {
                   if (++touches_ <= max_touches) handler_.touched();
                 },
                 [&](display::PictureTaken& picture) {
                   pictures_.taken(std::move(picture.png), loop_.now());
                 },
                 [](const display::Alive&) {},
             },
             *event);
}

void DisplayProcess::ended(const process::Ended& how) {
  log_.error("display", "portero-display ended, and begins again",
             {{"how", process::in_words(how)}});
  socket_.reset();
  child_.reset();
  ready_ = false;
  pictures_.lost();
  changed_by_itself();
  heart_.cancel();
  if (loop_.now() < began_ + settled_after) return start_later();
  delay_ = base::Duration{0};
  start();
}

void DisplayProcess::start_later() {
  delay_ = std::clamp(2 * delay_, base::Duration{std::chrono::milliseconds{200}}, longest_delay);
  restart_.start(delay_, [this] { start(); });
}

void DisplayProcess::beats() {
  if (!child_ || !socket_) return;
  complaints_ = 0;
  touches_ = 0;
  const base::TimePoint limit = sign_ ? *sign_ + silence_limit : began_ + first_sign_limit;
  if (loop_.now() >= limit) {
    log_.error("display", "portero-display gives no sign of life");
    return child_->kill();
  }
  look_for_setup();
  send(display::AskAlive{});
  heart_.start(beat, [this] { beats(); });
}

void DisplayProcess::look_for_setup() {
  if (!ask_setup_) return;
  auto setup = ask_setup_();
  if (setup == configured_.setup) return;
  configured_.setup = std::move(setup);
  send(configured_);
  changed_by_itself();
}

void DisplayProcess::send(const display::Command& command) {
  if (socket_) socket_->send(ipc::to_json(command));
}

}  // namespace portero::station
