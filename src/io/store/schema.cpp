#include "io/store/schema.hpp"

#include <array>
#include <tuple>

#include <fmt/format.h>

namespace portero::store {
namespace {

// A step that was released is never changed: the next one changes what it made.
constexpr std::array steps{
    // 1: AUTOINCREMENT, because a number is a cursor and must not come twice. No index: the record
    // is bounded, and is read from its newest end.
    "CREATE TABLE events (number INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL,"
    " kind INTEGER NOT NULL, call TEXT NOT NULL, who TEXT NOT NULL, how TEXT NOT NULL,"
    " outcome TEXT NOT NULL) STRICT;"
    "CREATE TABLE calls (number INTEGER PRIMARY KEY AUTOINCREMENT, call TEXT NOT NULL UNIQUE,"
    " direction INTEGER NOT NULL, began INTEGER NOT NULL, answered INTEGER, ended INTEGER,"
    " who TEXT NOT NULL, why TEXT NOT NULL, unlocks INTEGER NOT NULL, codecs TEXT NOT NULL,"
    " loss REAL, far_loss REAL, jitter REAL, round_trip REAL) STRICT;",
};

}  // namespace

std::int64_t schema_version() { return static_cast<std::int64_t>(steps.size()); }

DatabaseResult<> migrate(Database& database) {
  auto asked = database.prepare("PRAGMA user_version");
  const auto there = asked.step();
  if (!there) return std::unexpected{there.error()};
  const std::int64_t version = asked.row().number(0);
  if (version > schema_version() || version < 0)
    return std::unexpected{DatabaseFailure{
        Trouble::newer,
        fmt::format("The event log was written by a newer Portero (form {}, this one knows {}). "
                    "Install that version again, or move events.db away to begin a new log.",
                    version, schema_version())}};
  for (std::int64_t step = version; step < schema_version(); ++step) {
    auto done = database.run(fmt::format("BEGIN IMMEDIATE; {} PRAGMA user_version={}; COMMIT;",
                                         steps.at(static_cast<std::size_t>(step)), step + 1));
    if (!done) {
      std::ignore = database.run("ROLLBACK");
      return done;
    }
  }
  return {};
}

}  // namespace portero::store
