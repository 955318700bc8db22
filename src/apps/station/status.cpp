// What porteroctl and browsers ask, and are told.
#include <algorithm>

#include "apps/station/station.hpp"
#include "base/overloaded.hpp"
#include "core/sip/ascii.hpp"
#include "core/sip/random_hex.hpp"

namespace portero::station {
namespace {

std::chrono::milliseconds clock_of(base::TimePoint at) {
  return std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch());
}

std::string_view word_for(call::Direction direction) {
  return direction == call::Direction::from_door ? "from_door" : "to_door";
}

control::Status::Party told_of(const call::Party& party) {
  return {.name = party.name, .route = std::string{name(party.route)}};
}

control::Status::Door told_of(const RelayProcess& relay) {
  control::Status::Door door{.line = to_text(relay.line()),
                             .simulated = std::holds_alternative<door::Simulated>(relay.line()),
                             .attended = relay.attends()};
  for (const door::Movement& movement : relay.movements().all())
    door.movements.push_back({.at = clock_of(movement.at), .open = movement.open});
  return door;
}

control::Status::Panel::Card told_of(const access::Bits& bits) {
  return {.bits = bits.size(), .hex = bits.hex()};
}

std::string word(osdp::Protection protection) {
  switch (protection) {
    case osdp::Protection::none: return "none";
    case osdp::Protection::default_key: return "default_key";
    case osdp::Protection::own_key: return "own_key";
  }
  return "";
}

std::optional<control::Status::Panel> told_of(
    const PanelProcess& panel, const std::optional<access::CredentialOutput>& credential) {
  if (!panel.used() || !credential) return std::nullopt;
  const panel::PanelPlace& wires = panel.place();
  control::Status::Panel told{.wires = to_text(wires),
                              .simulated = is_simulated(wires),
                              .attended = panel.attends(),
                              .led_active = panel.led_active(),
                              .sends = told_of(credential->bits)};
  if (const auto line = panel.osdp_line())
    told.osdp =
        control::Status::Panel::Osdp{line->online, word(line->protection), panel.reaches_panel()};
  if (const auto& card = panel.last_card())
    told.last_sent = control::Status::Panel::Sent{clock_of(card->at), told_of(card->bits)};
  return told;
}

// The times that run are not news.
bool is_news(control::Status now, const control::Status& before) {
  now.now = before.now;
  if (now.registration && before.registration)
    now.registration->renewed_in = before.registration->renewed_in;
  return now != before;
}

}  // namespace

control::Reply Station::obey(const control::ToStation& request) {
  return std::visit(base::overloaded{
                        [&](const control::Call& call) { return dial(call.extension); },
                        [&](const control::HangUp&) -> control::Reply {
                          receive(call::EndRequested{});
                          return control::Done{};
                        },
                        [&](const control::AskStatus&) -> control::Reply { return status(); },
                    },
                    request);
}

void Station::obey(const control::FromOperator& request, const Browsers::Answer& answer) {
  std::visit([&](const auto& wish) { asked(wish, answer); }, request);
}

void Station::listen(std::function<void(const control::News&)> listener) {
  listener_ = std::move(listener);
}

void Station::tell(const control::News& news) const {
  if (listener_) listener_(news);
}

void Station::tell_status() {
  if (!listener_) return;
  control::Status now = status();
  if (!is_news(now, told_)) return;
  told_ = std::move(now);
  tell(told_);
}

control::Status Station::status() const {
  control::Status status{.state = std::string{name(shown_.screen)}};
  if (shown_.outage) {
    status.reason_code = std::string{code(*shown_.outage)};
    status.reason = trouble_ ? trouble_->sentence : std::string{explanation(*shown_.outage)};
  }
  if (registered_) {
    const auto& server = registered_->server;
    const auto renewal = phone_->renewal();
    const base::Duration left = renewal ? *renewal - loop_.now() : base::Duration{};
    status.registration = control::Status::Registration{
        .server = base::to_string(server.server),
        .transport = sip::to_lower(sip::name(server.transport)),
        .renewed_in = std::chrono::duration_cast<std::chrono::seconds>(left)};
  }
  if (const auto* conversation = call::conversation_of(call_.state()))
    for (const call::Leg& leg : conversation->legs()) status.parties.push_back(leg.party.name);
  if (!last_end_.empty()) status.last_end = last_end_;
  status.name = settings_.display.shown.station_name;
  status.run = sip::random_hex(run_.value());
  status.now = clock_of(loop_.now());
  status.call = ongoing_call();
  for (const call::Leg& leg : call_.watchers()) status.watchers.push_back(told_of(leg));
  status.ready = ready_;
  status.door = station::told_of(relay_);
  status.panel = station::told_of(panel_, settings_.policy.outputs.credential);
  status.screen = screen();
  return status;
}

control::Status::Party Station::told_of(const call::Leg& leg) const {
  control::Status::Party party = station::told_of(leg.party);
  party.held = leg.held;
  if (const auto viewer = browsers_.viewer_of(leg.id)) party.viewer = viewer->value();
  return party;
}

std::optional<control::Status::OngoingCall> Station::ongoing_call() const {
  if (const auto* conversation = call::conversation_of(call_.state())) {
    control::Status::OngoingCall call{.id = conversation->call().value(),
                                      .direction = std::string{word_for(conversation->direction())},
                                      .began = clock_of(conversation->began()),
                                      .answered = clock_of(conversation->answered())};
    for (const call::Leg& leg : conversation->legs()) call.parties.push_back(told_of(leg));
    return call;
  }
  const call::Attempt* const attempt = call::attempt_of(call_.state());
  if (attempt == nullptr) return std::nullopt;
  control::Status::OngoingCall call{.id = attempt->call.value(),
                                    .direction = std::string{word_for(call::Direction::from_door)},
                                    .began = clock_of(attempt->began),
                                    .asks_browsers = attempt->asked_until.has_value()};
  for (const call::RingingLeg& leg : attempt->legs)
    call.rung.push_back(station::told_of(leg.party));
  return call;
}

// A call in progress has its time; then the server is told, and does not ring us any more.
void Station::leave(std::function<void()> gone) {
  gone_ = std::move(gone);
  log_.info("station", "stopping");
  drain_.start(drain_limit, [this] { receive(call::EndRequested{}); });
  leave_when_idle();
}

void Station::leave_when_idle() {
  const bool in_call = !legs_.empty() || call::conversation_of(call_.state()) != nullptr;
  if (!gone_ || signing_off_ || in_call) return;
  signing_off_ = true;
  drain_.start(drain_limit, [this] { on(phone::SignedOff{}); });
  phone_->stop();
}

void Station::on(const phone::SignedOff&) {
  drain_.cancel();
  if (const auto gone = std::exchange(gone_, nullptr)) gone();
}

}  // namespace portero::station
