#include "io/ipc/status_json.hpp"

#include <boost/json.hpp>

#include "io/ipc/json_text.hpp"

namespace portero::ipc {
namespace {

namespace json = boost::json;
using control::Status;

template <class Number>
json::value number_or_null(const std::optional<Number>& number) {
  return number ? json::value(*number) : json::value(nullptr);
}

json::array written(const std::vector<Status::Party>& parties) {
  json::array all;
  for (const Status::Party& party : parties)
    all.push_back(json::object{{"name", party.name},
                               {"route", party.route},
                               {"held", party.held},
                               {"viewer", number_or_null(party.viewer)}});
  return all;
}

json::object written(const Status::OngoingCall& call) {
  json::object out{{"id", call.id},
                   {"direction", call.direction},
                   {"began_ms", call.began.count()},
                   {"answered_ms", nullptr},
                   {"parties", written(call.parties)},
                   {"rung", written(call.rung)},
                   {"asks_browsers", call.asks_browsers}};
  if (call.answered) out["answered_ms"] = call.answered->count();
  return out;
}

json::object written(const Status::Door& door) {
  json::array movements;
  for (const auto& [at, open] : door.movements)
    movements.push_back(json::object{{"at_ms", at.count()}, {"open", open}});
  return {{"line", door.line},
          {"simulated", door.simulated},
          {"attended", door.attended},
          {"movements", std::move(movements)}};
}

json::object written(const Status::Panel::Card& card) {
  return {{"bits", card.bits}, {"hex", card.hex}};
}

json::object written(const Status::Panel& panel) {
  json::object out{{"wires", panel.wires},          {"simulated", panel.simulated},
                   {"attended", panel.attended},    {"led_active", panel.led_active},
                   {"sends", written(panel.sends)}, {"last_sent", nullptr}};
  out["osdp"] = nullptr;
  if (panel.osdp)
    out["osdp"] = {{"online", panel.osdp->online},
                   {"protection", panel.osdp->protection},
                   {"gets_cards", panel.osdp->gets_cards}};
  if (const auto& last = panel.last_sent)
    out["last_sent"] = {{"at_ms", last->at.count()}, {"card", written(last->card)}};
  return out;
}

json::object written(const Status::Screen& screen) {
  json::object out{{"change", screen.change},
                   {"drawn", screen.drawn},
                   {"renewed_ms", nullptr},
                   {"camera_on", screen.camera_on}};
  if (screen.renewed) out["renewed_ms"] = screen.renewed->count();
  return out;
}

}  // namespace

json::object written(const Status& status) {
  json::object out{{"state", status.state},
                   {"reason_code", text_or_null(status.reason_code)},
                   {"reason", text_or_null(status.reason)},
                   {"registration", nullptr},
                   {"parties", json::array(status.parties.begin(), status.parties.end())},
                   {"last_end", text_or_null(status.last_end)},
                   {"name", status.name},
                   {"run", status.run},
                   {"now_ms", status.now.count()},
                   {"call", nullptr},
                   {"watchers", written(status.watchers)},
                   {"on_duty", json::array(status.ready.begin(), status.ready.end())},
                   {"door", written(status.door)},
                   {"panel", nullptr},
                   {"screen", nullptr}};
  if (status.panel) out["panel"] = written(*status.panel);
  if (status.screen) out["screen"] = written(*status.screen);
  if (status.call) out["call"] = written(*status.call);
  if (const auto& registration = status.registration)
    out["registration"] = {{"server", registration->server},
                           {"transport", registration->transport},
                           {"renewed_in_s", registration->renewed_in.count()}};
  return out;
}

std::expected<Status, std::string> status_of(const json::value& value) {
  const json::object* from = value.if_object();
  const auto state = from ? text(*from, "state") : std::nullopt;
  if (!state) return std::unexpected(std::string{"status: state is missing"});
  Status status{.state = *state,
                .reason_code = text(*from, "reason_code"),
                .reason = text(*from, "reason"),
                .last_end = text(*from, "last_end"),
                .name = text(*from, "name").value_or("")};
  if (const json::value* found = from->if_contains("registration"); found && found->is_object()) {
    const json::object& registration = found->get_object();
    const json::value* expires = registration.if_contains("renewed_in_s");
    status.registration = Status::Registration{
        text(registration, "server").value_or(""), text(registration, "transport").value_or(""),
        std::chrono::seconds{expires && expires->is_int64() ? expires->get_int64() : 0}};
  }
  if (const json::value* parties = from->if_contains("parties"); parties && parties->is_array())
    for (const json::value& party : parties->get_array())
      if (party.is_string()) status.parties.emplace_back(party.get_string());
  return status;
}

}  // namespace portero::ipc
