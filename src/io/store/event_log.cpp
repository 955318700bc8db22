#include "io/store/event_log.hpp"

#include <fmt/format.h>

#include "io/store/schema.hpp"

namespace portero::store {
namespace {

std::int64_t ms_of(events::Time time) { return time.time_since_epoch().count(); }

std::optional<std::int64_t> ms_of(const std::optional<events::Time>& time) {
  if (!time) return std::nullopt;
  return ms_of(*time);
}

}  // namespace

DatabaseResult<EventLog> EventLog::open(const std::filesystem::path& file) {
  auto database = Database::open(file);
  if (!database) return std::unexpected{database.error()};
  if (auto ready = migrate(*database); !ready) return std::unexpected{ready.error()};
  auto cut_off = database->prepare("UPDATE calls SET why = ? WHERE why = ''")
                     .with(events::station_stopped)
                     .run();
  if (!cut_off) return std::unexpected{cut_off.error()};
  return EventLog{*std::move(database)};
}

DatabaseResult<> EventLog::add(const events::Event& event) {
  return database_
      .prepare("INSERT INTO events (at, kind, call, who, how, outcome) VALUES (?,?,?,?,?,?)")
      .with(ms_of(event.at), static_cast<std::int64_t>(event.kind), event.call, event.who,
            event.how, event.outcome)
      .run();
}

DatabaseResult<> EventLog::note(const events::CallRecord& call) {
  return database_
      .prepare(
          "INSERT INTO calls (call, direction, began, answered, ended, who, why, unlocks,"
          " codecs) VALUES (?,?,?,?,?,?,?,?,'')"
          " ON CONFLICT (call) DO UPDATE SET"
          " answered = coalesce(excluded.answered, answered),"
          " ended = excluded.ended, why = excluded.why, unlocks = excluded.unlocks,"
          " who = iif(excluded.who = '', who, excluded.who)")
      .with(call.call, static_cast<std::int64_t>(call.direction), ms_of(call.began),
            ms_of(call.answered), ms_of(call.ended), call.who, call.why, std::int64_t{call.unlocks})
      .run();
}

DatabaseResult<> EventLog::note_media(std::string_view call, std::string_view codecs,
                                      const std::optional<events::Quality>& quality) {
  using Figure = std::optional<double>;
  const auto figure = [&](double events::Quality::* of) {
    return quality ? Figure{(*quality).*of} : Figure{};
  };
  return database_
      .prepare(
          "UPDATE calls SET codecs = iif(?1 = '', codecs, ?1), loss = coalesce(?2, loss),"
          " far_loss = coalesce(?3, far_loss), jitter = coalesce(?4, jitter),"
          " round_trip = coalesce(?5, round_trip) WHERE call = ?6")
      .with(codecs, figure(&events::Quality::loss_percent),
            figure(&events::Quality::far_loss_percent), figure(&events::Quality::jitter_ms),
            figure(&events::Quality::round_trip_ms), call)
      .run();
}

DatabaseResult<> EventLog::trim(const events::Retention& retention, events::Time now) {
  if (auto trimmed = trim_table("events", "at", retention, now); !trimmed) return trimmed;
  return trim_table("calls", "began", retention, now);
}

DatabaseResult<> EventLog::trim_table(std::string_view table, std::string_view time,
                                      const events::Retention& retention, events::Time now) {
  auto newest = database_.prepare(fmt::format("SELECT coalesce(max(number), 0) FROM {}", table));
  const auto there = newest.step();
  if (!there) return std::unexpected{there.error()};
  const events::Cut cut =
      events::cut(retention, static_cast<events::Number>(newest.row().number(0)), now);
  return database_
      .prepare(fmt::format("DELETE FROM {0} WHERE number <= ? OR (number <= ? AND {1} < ?)", table,
                           time))
      .with(static_cast<std::int64_t>(cut.crowded_out), static_cast<std::int64_t>(cut.may_be_old),
            ms_of(cut.old))
      .run();
}

}  // namespace portero::store
