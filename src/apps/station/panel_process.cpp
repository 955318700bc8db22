#include "apps/station/panel_process.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/overloaded.hpp"
#include "io/ipc/panel_json.hpp"

namespace portero::station {
namespace {

constexpr SupervisedProcess::Manner manner{.name = "portero-panel",
                                           .area = "panel",
                                           .lack = "nothing can be sent to the panel",
                                           .longest_delay = std::chrono::seconds{5},
                                           .first_sign_limit = std::chrono::seconds{5}};

std::string_view word_for(panel::Objection why) {
  switch (why) {
    case panel::Objection::malformed: return "malformed";
    case panel::Objection::repeated: return "repeated";
    case panel::Objection::late: return "late";
    case panel::Objection::too_many: return "too_many";
    case panel::Objection::line_failed: return "line_failed";
    case panel::Objection::not_fetched: return "the panel did not ask for it";
    case panel::Objection::not_confirmed: return "the panel began anew behind it";
    case panel::Objection::unprotected: return "no secure channel";
  }
  return "";
}

access::CredentialFailure failure(panel::Objection why) {
  switch (why) {
    case panel::Objection::line_failed: return access::CredentialFailure::line_failed;
    case panel::Objection::not_fetched:
    case panel::Objection::unprotected: return access::CredentialFailure::unreachable;
    case panel::Objection::not_confirmed: return access::CredentialFailure::lost;
    case panel::Objection::malformed:
    case panel::Objection::repeated:
    case panel::Objection::late:
    case panel::Objection::too_many: return access::CredentialFailure::refused;
  }
  return access::CredentialFailure::refused;
}

const char* word(door::ActiveLevel level) {
  return level == door::ActiveLevel::low ? "low" : "high";
}

std::vector<std::string> arguments_for(const panel::PanelPlace& place) {
  return std::visit(
      base::overloaded{[](const panel::WiegandPlace& wires) {
                         return std::vector<std::string>{
                             "--d0",         to_text(wires.d0),     "--d1",  to_text(wires.d1),
                             "--pulled",     word(wires.pulled),    "--led", to_text(wires.led),
                             "--led-active", word(wires.led_active)};
                       },
                       [](const osdp::Place& line) {
                         return std::vector<std::string>{"--osdp", to_text(line)};
                       }},
      place);
}

std::string yes_or_no(bool truth) { return truth ? "yes" : "no"; }

std::string us(std::int64_t shortest_ns, std::int64_t longest_ns) {
  return fmt::format("{:.0f} to {:.0f}", static_cast<double>(shortest_ns) / 1000,
                     static_cast<double>(longest_ns) / 1000);
}

base::TimePoint time_of(std::int64_t us) { return base::TimePoint{base::Duration{us}}; }

}  // namespace

PanelProcess::PanelProcess(loop::EventLoop& loop, log::Log& log, PanelSettings settings,
                           Handler handler)
    : loop_(loop), log_(log), settings_(std::move(settings)), handler_(std::move(handler)) {
  if (settings_.used) start();
}

PanelProcess::~PanelProcess() {
  if (process_) process_->leave(farewell_limit);
}

std::optional<int> PanelProcess::pid() const { return process_ ? process_->pid() : std::nullopt; }

void PanelProcess::use(const PanelSettings& settings) {
  const bool same_lines =
      settings.place == settings_.place && (!is_osdp() || settings.osdp == settings_.osdp);
  settings_ = settings;
  if (process_ && (!settings_.used || !same_lines)) {
    process_->leave(farewell_limit);
    process_.reset();
    last_card_.reset();
    ended();
  }
  if (settings_.used && !process_) start();
}

void PanelProcess::start() {
  process_.emplace(
      loop_, log_,
      process::Program{.path = settings_.program, .arguments = arguments_for(settings_.place)},
      manner,
      SupervisedProcess::Handler{
          // The key is told by the socket: a command line can be read by everybody.
          .started =
              [this] {
                if (is_osdp()) process_->send(ipc::to_json(panel::Command{settings_.osdp}));
              },
          .line_came = [this](const std::string& line) { return line_came(line); },
          .ended = [this] { ended(); },
          .beats = [this] { process_->send(ipc::to_json(panel::Command{panel::AskAlive{}})); }});
  process_->start();
}

// Before it is ready, what is sent would wait in its socket for as long as that takes.
bool PanelProcess::send(const call::SendCredential& send) {
  if (!ready_ || !process_) return false;
  if (!reaches_panel()) {
    log_.error("panel", osdp_line_.online
                            ? "the panel has no secure channel, and nothing is sent without it"
                            : "the panel does not ask: nothing is sent to it");
    handler_.failed(send.command(), access::CredentialFailure::unreachable);
    return true;
  }
  const access::Bits& bits = send.credential().bits;
  const base::TimePoint not_after = send.obeyable_until() - time_on_wires(bits);
  if (loop_.now() > not_after) {
    log_.error("panel", "the credential would come too late: nothing is sent");
    handler_.failed(send.command(), access::CredentialFailure::refused);
    return true;
  }
  if (!under_way_.emplace(send.command(), bits).second) return false;
  process_->send(ipc::to_json(
      panel::Command{panel::SendCard{.command = send.command(),
                                     .bits = bits,
                                     .width_us = settings_.timing.width().count(),
                                     .interval_us = settings_.timing.interval().count(),
                                     .not_after_us = not_after.time_since_epoch().count()}}));
  return true;
}

std::expected<void, std::string> PanelProcess::line_came(const std::string& line) {
  const auto event = ipc::panel_event(line);
  if (!event) return std::unexpected(event.error());
  std::visit(base::overloaded{[](const panel::Alive&) {}, [this](const auto& what) { told(what); }},
             *event);
  return {};
}

void PanelProcess::told(const panel::Ready& ready) {
  ready_ = ready;
  led_active_ = ready.led_active;
  // OSDP has no times that a thread would have to hold.
  if (is_osdp())
    log_.info("panel", "ready", {{"line", to_text(place())}});
  else
    log_.info("panel", "ready",
              {{"wires", to_text(place())},
               {"realtime", yes_or_no(ready.realtime)},
               {"memory_locked", yes_or_no(ready.memory_locked)}});
  handler_.changed();
}

// The card is a key to the door: the log says how long it was, and not what.
void PanelProcess::told(const panel::CardSent& sent) {
  const auto asked = under_way_.extract(sent.command);
  if (!asked) return;
  last_card_ = LastCard{time_of(sent.began_us), time_of(sent.ended_us), asked.mapped(), sent.times};
  if (is_osdp()) {
    log_.info("panel", "credential read by the panel",
              {{"bits", std::to_string(last_card_->bits.size())}});
    return handler_.changed();
  }
  const panel::PulseTimes& times = sent.times;
  const std::initializer_list<log::Field> fields{
      {"bits", std::to_string(asked.mapped().size())},
      {"width_us", us(times.narrowest_ns, times.widest_ns)},
      {"interval_us", us(times.shortest_interval_ns, times.longest_interval_ns)}};
  const std::chrono::nanoseconds widest{times.widest_ns};
  if (widest > access::WiegandTiming::max_width)
    log_.warning("panel", "credential sent, with a pulse that is too long for some panels", fields);
  else
    log_.info("panel", "credential sent", fields);
  handler_.changed();
}

void PanelProcess::told(const panel::CardNotSent& not_sent) {
  if (under_way_.erase(not_sent.command) == 0) return;
  log_.error("panel", "credential not sent", {{"why", std::string{word_for(not_sent.why)}}});
  handler_.failed(not_sent.command, failure(not_sent.why));
}

void PanelProcess::told(const panel::LedMoved& led) {
  led_active_ = led.active;
  log_.info("panel", led.active ? "LED on" : "LED off");
  if (led.active && under_way_.empty() && last_card_ && last_card_->ended <= time_of(led.at_us))
    handler_.answered();
  handler_.changed();
}

void PanelProcess::told(const panel::OsdpLine& line) {
  if (line.online != osdp_line_.online)
    log_.info("panel", line.online ? "the panel asks" : "the panel does not ask any more");
  if (line.protection != osdp_line_.protection)
    log_.info("panel", line.protection == osdp::Protection::own_key ? "secure channel stands"
                                                                    : "no secure channel");
  osdp_line_ = line;
  handler_.changed();
}

// It names no card. It was no answer to one that the panel may not have read yet.
void PanelProcess::told(const panel::Answered& answer) {
  log_.info("panel", answer.granted ? "granted" : "denied");
  if (!under_way_.empty()) return;
  answer.granted ? handler_.answered() : handler_.denied();
}

// The process has it already: nothing changes for it when the settings do.
void PanelProcess::told(const panel::KeySet& set) {
  log_.info("panel", "the panel has set a secure channel key");
  settings_.osdp.key = set.key;
  handler_.key_set(set.key);
}

// From the first pulse to the end of the last one. By OSDP, a card is read in one moment.
base::Duration PanelProcess::time_on_wires(const access::Bits& bits) const {
  if (is_osdp()) return {};
  return settings_.timing.interval() * static_cast<int>(bits.size()) + settings_.timing.width();
}

// As osdp::Peripheral gives cards: with a key of one's own, by that key alone.
bool PanelProcess::reaches_panel() const {
  if (!is_osdp()) return true;
  const bool in_plain = !settings_.osdp.secure_channel_required && settings_.osdp.key.empty();
  return osdp_line_.online && (in_plain || osdp_line_.protection == osdp::Protection::own_key);
}

std::optional<panel::OsdpLine> PanelProcess::osdp_line() const {
  if (!is_osdp()) return std::nullopt;
  return osdp_line_;
}

void PanelProcess::ended() {
  ready_.reset();
  osdp_line_ = {};
  led_active_ = false;
  for (const auto& [command, bits] : std::exchange(under_way_, {}))
    handler_.failed(command, access::CredentialFailure::lost);
  handler_.changed();
}

}  // namespace portero::station
