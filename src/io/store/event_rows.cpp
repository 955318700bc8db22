// What is asked of the event log, and its rows as values.
#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "io/store/event_log.hpp"

namespace portero::store {
namespace {

using events::KeptCall;
using events::KeptEvent;
using events::Time;

Time time_of(std::int64_t ms) { return Time{std::chrono::milliseconds{ms}}; }

std::optional<Time> time_or_null(const Row& row, int column) {
  const auto ms = row.number_or_null(column);
  return ms ? std::optional{time_of(*ms)} : std::nullopt;
}

events::Kind kind_of(std::int64_t stored) {
  const bool known = stored >= 0 && stored < std::int64_t{events::kinds};
  return known ? static_cast<events::Kind>(stored) : events::Kind::fault;
}

KeptEvent event_of(const Row& row) {
  return {.number = static_cast<events::Number>(row.number(0)),
          .event = {.at = time_of(row.number(1)),
                    .kind = kind_of(row.number(2)),
                    .call = row.text(3),
                    .who = row.text(4),
                    .how = row.text(5),
                    .outcome = row.text(6)}};
}

std::optional<events::Quality> quality_of(const Row& row) {
  const auto loss = row.real_or_null(10);
  if (!loss) return std::nullopt;
  return events::Quality{.loss_percent = *loss,
                         .far_loss_percent = row.real_or_null(11).value_or(0),
                         .jitter_ms = row.real_or_null(12).value_or(0),
                         .round_trip_ms = row.real_or_null(13).value_or(0)};
}

KeptCall call_of(const Row& row) {
  return {.number = static_cast<events::Number>(row.number(0)),
          .call = {.call = row.text(1),
                   .direction = static_cast<call::Direction>(row.number(2)),
                   .began = time_of(row.number(3)),
                   .answered = time_or_null(row, 4),
                   .ended = time_or_null(row, 5),
                   .who = row.text(6),
                   .why = row.text(7),
                   .unlocks = static_cast<int>(row.number(8)),
                   .codecs = row.text(9),
                   .quality = quality_of(row)}};
}

// A percent sign or an underscore that is looked for is no pattern: instr() knows none.
std::string where(std::string_view time, std::string_view outcome) {
  return fmt::format(
      " WHERE number < ?1 AND {0} >= ?2 AND {0} < ?3 AND (?4 = '' OR instr(lower(call || char(10)"
      " || who || char(10) || {1}), lower(?4)) > 0)",
      time, outcome);
}

constexpr auto anything = std::numeric_limits<std::int64_t>::max();

std::int64_t below(const std::optional<events::Number>& number) {
  constexpr auto most = static_cast<events::Number>(anything);
  return static_cast<std::int64_t>(std::min(number.value_or(most), most));
}

std::int64_t ms_or(const std::optional<Time>& time, std::int64_t otherwise) {
  return time ? time->time_since_epoch().count() : otherwise;
}

std::size_t page_of(const events::Query& query) {
  return std::clamp<std::size_t>(query.limit, 1, events::max_page);
}

Statement& bound(Statement& statement, const events::Query& query) {
  return statement.with(below(query.before),
                        ms_or(query.since, std::numeric_limits<std::int64_t>::min()),
                        ms_or(query.until, anything), query.text.substr(0, events::max_text_bytes));
}

// One row more than the page tells that there is another page.
template <class Kept>
DatabaseResult<events::Page<Kept>> page(Statement& statement, std::size_t limit,
                                        Kept (*read)(const Row&)) {
  events::Page<Kept> page;
  while (true) {
    const auto more = statement.step();
    if (!more) return std::unexpected{more.error()};
    if (!*more) return page;
    if (page.kept.size() == limit) {
      page.next = page.kept.back().number;
      return page;
    }
    page.kept.push_back(read(statement.row()));
  }
}

}  // namespace

DatabaseResult<events::Page<KeptEvent>> EventLog::events(const events::Query& query) {
  const std::size_t limit = page_of(query);
  std::optional<std::int64_t> kind;
  if (query.kind) kind = static_cast<std::int64_t>(*query.kind);
  auto statement = database_.prepare(
      "SELECT number, at, kind, call, who, how, outcome FROM events" + where("at", "outcome") +
      " AND (?5 IS NULL OR kind = ?5) ORDER BY number DESC LIMIT ?6");
  bound(statement, query).with(kind, static_cast<std::int64_t>(limit + 1));
  return page(statement, limit, event_of);
}

DatabaseResult<events::Page<KeptCall>> EventLog::calls(const events::Query& query) {
  const std::size_t limit = page_of(query);
  auto statement = database_.prepare(
      "SELECT number, call, direction, began, answered, ended, who, why, unlocks, codecs, loss,"
      " far_loss, jitter, round_trip FROM calls" +
      where("began", "why") + " ORDER BY number DESC LIMIT ?5");
  bound(statement, query).with(static_cast<std::int64_t>(limit + 1));
  return page(statement, limit, call_of);
}

}  // namespace portero::store
