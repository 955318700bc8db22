#include "apps/station/relay_process.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <unistd.h>
#include <utility>

#include <sys/socket.h>

#include "base/overloaded.hpp"
#include "core/door/message.hpp"

namespace portero::station {
namespace {

std::string_view word_for(door::Objection why) {
  switch (why) {
    case door::Objection::repeated: return "repeated";
    case door::Objection::late: return "late";
    case door::Objection::hold_out_of_range: return "hold_out_of_range";
    case door::Objection::too_many: return "too_many";
    case door::Objection::line_failed: return "line_failed";
  }
  return "";
}

access::RelayFailure failure(door::Objection why) {
  switch (why) {
    case door::Objection::line_failed: return access::RelayFailure::line_failed;
    case door::Objection::repeated:
    case door::Objection::late:
    case door::Objection::hold_out_of_range:
    case door::Objection::too_many: return access::RelayFailure::refused;
  }
  return access::RelayFailure::refused;
}

std::string yes_or_no(bool truth) { return truth ? "yes" : "no"; }

}  // namespace

RelayProcess::RelayProcess(loop::EventLoop& loop, log::Log& log, RelaySettings settings,
                           Failed failed, Changed changed)
    : loop_(loop),
      log_(log),
      settings_(std::move(settings)),
      failed_(std::move(failed)),
      changed_(std::move(changed)),
      overdue_(loop),
      restart_(loop) {
  start();
}

// It closes the line when its socket closes. Where it does not, another one does.
RelayProcess::~RelayProcess() {
  const bool open = may_be_open();
  socket_.reset();
  if (child_ && child_->ends_within(farewell_limit)) return;
  child_.reset();
  if (!open || spawn()) return;
  socket_.reset();
  if (child_) std::ignore = child_->ends_within(door::Watch::start_limit);
}

std::optional<int> RelayProcess::pid() const {
  return child_ ? std::optional{child_->pid()} : std::nullopt;
}

void RelayProcess::use(door::ActiveLevel active) {
  if (std::exchange(settings_.active, active) == active) return;
  unwanted_ = child_.has_value();
  kill();
}

bool RelayProcess::pulse(const call::PulseDoor& pulse) {
  return this->pulse(
      door::Pulse{.command = pulse.command(),
                  .hold = pulse.pulse().hold,
                  .not_after = std::min(pulse.obeyable_until(), loop_.now() + door::longest_way)});
}

bool RelayProcess::attends() const { return socket_ && !watch_.awaits_ready(); }

bool RelayProcess::pulse(const door::Pulse& pulse) {
  if (!socket_ || !watch_.sends(pulse, loop_.now())) return false;
  const door::PulseBytes bytes = to_bytes(pulse);
  const bool sent = ::send(socket_->fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL) >= 0;
  await_deadline();
  return sent;
}

void RelayProcess::start() {
  began_ = loop_.now();
  if (const auto why = spawn()) {
    log_.error("door", *why);
    return start_later();
  }
  watch_.started(began_);
  listen();
  await_deadline();
}

// Why not, where it does not start.
std::optional<std::string> RelayProcess::spawn() {
  std::array<int, 2> pair{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair.data()) != 0)
    return std::string{"no socket for portero-relay: "} + std::strerror(errno);
  auto child = process::Child::start(
      loop_,
      {.path = settings_.program,
       .arguments = {"--line", to_text(settings_.line), "--active",
                     settings_.active == door::ActiveLevel::low ? "low" : "high"},
       .socket = pair[1]},
      {.ended = [this](const process::Ended& how) { ended(how); },
       .complained = [this](const std::string& line) { log_.error("door", line); }});
  ::close(pair[1]);
  if (!child) {
    ::close(pair[0]);
    return std::move(child.error());
  }
  child_ = *std::move(child);
  socket_.emplace(loop_, pair[0]);
  socket_closed_ = false;
  return std::nullopt;
}

void RelayProcess::start_later() {
  if (left_open_ && loop_.now() < *left_open_ + haste) delay_ = std::min(delay_, first_delay);
  restart_.start(delay_, [this] { start(); });
  delay_ = std::clamp(2 * delay_, first_delay, longest_delay);
}

void RelayProcess::listen() {
  if (!socket_) return;
  socket_->when_readable([this] {
    read_all();
    if (!socket_closed_) listen();
  });
}

void RelayProcess::read_all() {
  while (read()) continue;
}

// Whether there may be more.
bool RelayProcess::read() {
  if (!socket_) return false;
  std::array<std::uint8_t, door::ReportBytes{}.size() + 1> bytes;
  const ssize_t size = ::recv(socket_->fd(), bytes.data(), bytes.size(), 0);
  // Its end is told by the kernel.
  socket_closed_ = size == 0;
  if (size <= 0) return false;
  const auto report =
      door::read_report(base::ByteView{bytes}.first(static_cast<std::size_t>(size)));
  if (report) {
    told(*report);
  } else {
    log_.error("door", "portero-relay is of another version");
    kill();
  }
  return true;
}

void RelayProcess::told(const door::Report& report) {
  watch_.told(report);
  await_deadline();
  std::visit(base::overloaded{
                 [&](const door::Ready& ready) {
                   left_open_.reset();
                   if (movements_.open()) moved({report.at, false});
                   log_.info("door", "relay ready",
                             {{"line", to_text(settings_.line)},
                              {"realtime", yes_or_no(ready.realtime)},
                              {"memory_locked", yes_or_no(ready.memory_locked)}});
                 },
                 [&](const door::LineOpened&) { moved({report.at, true}); },
                 [&](const door::HoldLengthened&) { log_.info("door", "relay stays open"); },
                 [&](const door::PulseRefused& refused) {
                   log_.error("door", "the relay does not move",
                              {{"why", std::string{word_for(refused.why)}}});
                   failed_(refused.command, failure(refused.why));
                 },
                 [&](const door::LineClosed&) { moved({report.at, false}); },
             },
             report.what);
  changed_();
}

void RelayProcess::moved(const door::Movement& movement) {
  movements_.moved(movement);
  const std::string words = movement.open ? "relay open" : "relay closed";
  const bool simulated = std::holds_alternative<door::Simulated>(settings_.line);
  log_.info("door", simulated ? words + " (simulated)" : words);
}

void RelayProcess::await_deadline() {
  const auto next = watch_.next_deadline();
  if (!next) return overdue_.cancel();
  overdue_.start_at(next->at, [this] { overdue(); });
}

// Where this process itself was late, the answer is here already.
void RelayProcess::overdue() {
  read_all();
  const auto missed = watch_.next_deadline();
  if (!missed || missed->at > loop_.now()) return;
  log_.error("door", "portero-relay is killed", {{"why", std::string{missed->reason}}});
  kill();
}

void RelayProcess::kill() {
  if (child_) child_->kill();
}

void RelayProcess::ended(const process::Ended& how) {
  if (std::exchange(unwanted_, false))
    log_.info("door", "portero-relay begins anew, with other settings");
  else
    log_.error("door", "portero-relay ended, and begins again", {{"how", process::in_words(how)}});
  if (!left_open_ && watch_.may_be_open()) left_open_ = loop_.now();
  const std::vector<access::CommandId> lost = watch_.unanswered();
  watch_.ended();
  overdue_.cancel();
  socket_.reset();
  child_.reset();
  if (loop_.now() >= began_ + settled_after) delay_ = base::Duration{0};
  start_later();
  for (const access::CommandId command : lost) failed_(command, access::RelayFailure::lost);
  changed_();
}

}  // namespace portero::station
