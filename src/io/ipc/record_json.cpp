#include "io/ipc/record_json.hpp"

#include <optional>
#include <string_view>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/overloaded.hpp"

namespace portero::ipc {
namespace {

namespace json = boost::json;
using events::CallRecord;
using events::KeptCall;
using events::KeptEvent;
using events::Quality;
using events::Time;

json::value ms_or_null(const std::optional<Time>& time) {
  return time ? json::value(time->time_since_epoch().count()) : json::value(nullptr);
}

template <class Kept>
json::object page(std::string_view name, const events::Page<Kept>& page,
                  json::object (*entry)(const Kept&)) {
  json::array entries;
  for (const Kept& kept : page.kept) entries.push_back(entry(kept));
  return {{name, std::move(entries)},
          {"next", page.next ? json::value(*page.next) : json::value(nullptr)}};
}

json::object event(const KeptEvent& kept) {
  return {{"number", kept.number},         {"at_ms", kept.event.at.time_since_epoch().count()},
          {"kind", name(kept.event.kind)}, {"call", kept.event.call},
          {"who", kept.event.who},         {"how", kept.event.how},
          {"outcome", kept.event.outcome}, {"photo", kept.photo}};
}

json::object call(const KeptCall& kept) {
  const CallRecord& call = kept.call;
  json::object out{{"number", kept.number},
                   {"call", call.call},
                   {"direction", events::name(call.direction)},
                   {"began_ms", call.began.time_since_epoch().count()},
                   {"answered_ms", ms_or_null(call.answered)},
                   {"ended_ms", ms_or_null(call.ended)},
                   {"who", call.who},
                   {"why", call.why},
                   {"unlocks", call.unlocks},
                   {"codecs", call.codecs},
                   {"quality", nullptr},
                   {"photo", kept.photo}};
  if (const auto& quality = call.quality)
    out["quality"] = {{"loss_percent", quality->loss_percent},
                      {"far_loss_percent", quality->far_loss_percent},
                      {"jitter_ms", quality->jitter_ms},
                      {"round_trip_ms", quality->round_trip_ms}};
  return out;
}

// The value of a field, or the default of its type: what a station says may be of another version.
template <class Value>
Value read(const json::object& from, std::string_view name, Value otherwise = {}) {
  const json::value* const found = from.if_contains(name);
  if (found == nullptr) return otherwise;
  const auto value = json::try_value_to<Value>(*found);
  return value ? *value : otherwise;
}

std::string text(const json::object& from, std::string_view name) {
  return read<std::string>(from, name);
}

std::optional<Time> time(const json::object& from, std::string_view name) {
  const json::value* const found = from.if_contains(name);
  if (found == nullptr || !found->is_int64()) return std::nullopt;
  return Time{std::chrono::milliseconds{found->get_int64()}};
}

std::expected<KeptEvent, std::string> event_of(const json::object& from) {
  const auto kind = events::kind_of(text(from, "kind"));
  if (!kind) return std::unexpected("kind: '" + text(from, "kind") + "' is unknown");
  return KeptEvent{read<events::Number>(from, "number"),
                   {.at = time(from, "at_ms").value_or(Time{}),
                    .kind = *kind,
                    .call = text(from, "call"),
                    .who = text(from, "who"),
                    .how = text(from, "how"),
                    .outcome = text(from, "outcome")},
                   read<bool>(from, "photo")};
}

std::expected<KeptCall, std::string> call_of(const json::object& from) {
  CallRecord call{.call = text(from, "call"),
                  .began = time(from, "began_ms").value_or(Time{}),
                  .answered = time(from, "answered_ms"),
                  .ended = time(from, "ended_ms"),
                  .who = text(from, "who"),
                  .why = text(from, "why"),
                  .unlocks = read<int>(from, "unlocks"),
                  .codecs = text(from, "codecs")};
  if (text(from, "direction") == events::name(call::Direction::to_door))
    call.direction = call::Direction::to_door;
  if (const json::value* found = from.if_contains("quality"); found && found->is_object()) {
    const json::object& quality = found->get_object();
    call.quality = Quality{.loss_percent = read<double>(quality, "loss_percent"),
                           .far_loss_percent = read<double>(quality, "far_loss_percent"),
                           .jitter_ms = read<double>(quality, "jitter_ms"),
                           .round_trip_ms = read<double>(quality, "round_trip_ms")};
  }
  return KeptCall{read<events::Number>(from, "number"), std::move(call), read<bool>(from, "photo")};
}

template <class Kept>
std::expected<events::Page<Kept>, std::string> page_of(
    const json::object& from, std::string_view name,
    std::expected<Kept, std::string> (*entry_of)(const json::object&)) {
  const json::value* const entries = from.if_contains(name);
  if (entries == nullptr || !entries->is_array())
    return std::unexpected(std::string{name} + ": must be an array");
  events::Page<Kept> page;
  for (const json::value& entry : entries->get_array()) {
    if (!entry.is_object()) return std::unexpected(std::string{name} + ": must hold objects");
    auto kept = entry_of(entry.get_object());
    if (!kept) return std::unexpected(std::move(kept.error()));
    page.kept.push_back(*std::move(kept));
  }
  if (const auto next = read<events::Number>(from, "next"); next != 0) page.next = next;
  return page;
}

}  // namespace

json::object written(const control::ToRecord& request) {
  const auto with = [](std::string_view what, const events::Query& query) {
    json::object out{{"do", what}, {"limit", query.limit}};
    if (query.before) out["before"] = *query.before;
    return out;
  };
  return std::visit(base::overloaded{
                        [&](const control::AskCalls& ask) { return with("calls", ask.query); },
                        [&](const control::AskEvents& ask) { return with("events", ask.query); },
                    },
                    request);
}

json::object written(const control::CallsKept& kept) { return page("calls", kept, &call); }
json::object written(const control::EventsKept& kept) { return page("events", kept, &event); }

std::expected<events::Query, std::string> query_of(const json::object& from) {
  events::Query query;
  if (from.contains("limit")) query.limit = read<std::size_t>(from, "limit");
  if (query.limit < 1 || query.limit > max_asked)
    return std::unexpected(fmt::format("limit: must be a number from 1 to {}", max_asked));
  if (from.contains("before")) query.before = read<events::Number>(from, "before");
  if (query.before == events::Number{0})
    return std::unexpected(std::string{"before: must be a number from 1, as of an answer's next"});
  return query;
}

std::expected<control::CallsKept, std::string> calls_of(const json::object& from) {
  return page_of<KeptCall>(from, "calls", &call_of);
}

std::expected<control::EventsKept, std::string> events_of(const json::object& from) {
  return page_of<KeptEvent>(from, "events", &event_of);
}

}  // namespace portero::ipc
