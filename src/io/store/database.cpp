#include "io/store/database.hpp"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

#include <fmt/format.h>
#include <sqlite3.h>

namespace portero::store {
namespace {

constexpr int busy_timeout_ms = 2000;
// The log of what was written is written back early, so that it stays below half a megabyte. The
// pages kept in memory are those that SQLite takes at the start: the system has the others.
constexpr const char* settled =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=20;"
    " PRAGMA wal_autocheckpoint=64; PRAGMA journal_size_limit=524288;";

Trouble trouble_of(sqlite3& database, int result) {
  const int primary = result & 0xff;
  if (primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB) return Trouble::damaged;
  const int code = sqlite3_system_errno(&database);
  const bool no_room = code == ENOSPC || code == EDQUOT || code == EFBIG;
  if (primary == SQLITE_FULL || (primary == SQLITE_IOERR && no_room)) return Trouble::full;
  return Trouble::other;
}

DatabaseFailure failure(sqlite3& database, int result) {
  const char* const file = sqlite3_db_filename(&database, "main");
  return {
      trouble_of(database, result),
      fmt::format("{}: {}", file == nullptr ? "the event log" : file, sqlite3_errmsg(&database))};
}

// For its owner alone, as are the files beside it: SQLite gives new ones the mode of the database.
// One that is there is not opened: closing it would drop the locks this process has on it.
DatabaseResult<> keep_from_others(const std::filesystem::path& file) {
  namespace fs = std::filesystem;
  constexpr mode_t for_its_owner = 0600;
  const int made = ::open(file.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, for_its_owner);
  if (made >= 0) ::close(made);
  for (const char* const beside : {"", "-wal", "-shm"}) {
    const fs::path one = file.string() + beside;
    std::error_code error;
    if (!fs::is_regular_file(one, error)) continue;
    fs::permissions(one, fs::perms::owner_read | fs::perms::owner_write, error);
    if (error && error != std::errc::no_such_file_or_directory)
      return std::unexpected{DatabaseFailure{
          Trouble::other, fmt::format("{} cannot be kept from other users: {}. Give it to the user"
                                      " of the station.",
                                      one.string(), error.message())}};
  }
  return {};
}

}  // namespace

std::int64_t Row::number(int column) const { return sqlite3_column_int64(&statement_, column); }

std::optional<std::int64_t> Row::number_or_null(int column) const {
  if (sqlite3_column_type(&statement_, column) == SQLITE_NULL) return std::nullopt;
  return number(column);
}

std::optional<double> Row::real_or_null(int column) const {
  if (sqlite3_column_type(&statement_, column) == SQLITE_NULL) return std::nullopt;
  return sqlite3_column_double(&statement_, column);
}

std::string Row::text(int column) const {
  const auto* const text = sqlite3_column_text(&statement_, column);
  if (text == nullptr) return {};
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(&statement_, column));
  return {reinterpret_cast<const char*>(text), size};
}

Statement::Statement(sqlite3& database, std::string_view sql) : database_(database) {
  sqlite3_stmt* statement = nullptr;
  prepared_ =
      sqlite3_prepare_v2(&database, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  statement_.reset(statement);
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

DatabaseResult<bool> Statement::step() {
  if (prepared_ != SQLITE_OK) return std::unexpected{failure(database_, prepared_)};
  const int result = sqlite3_step(statement_.get());
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  return std::unexpected{failure(database_, result)};
}

DatabaseResult<> Statement::run() {
  while (true) {
    const auto more = step();
    if (!more) return std::unexpected{more.error()};
    if (!*more) return {};
  }
}

void Statement::bind(std::int64_t value) { sqlite3_bind_int64(statement_.get(), next_++, value); }

void Statement::bind(double value) { sqlite3_bind_double(statement_.get(), next_++, value); }

void Statement::bind(std::string_view value) {
  // To SQLite, no address is no value.
  const char* const text = value.data() == nullptr ? "" : value.data();
  sqlite3_bind_text(statement_.get(), next_++, text, static_cast<int>(value.size()),
                    SQLITE_TRANSIENT);
}

void Statement::bind_null() { sqlite3_bind_null(statement_.get(), next_++); }

void Database::Close::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

DatabaseResult<> Database::run(const std::string& sql) {
  const int result = sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) return std::unexpected{failure(*database_, result)};
  return {};
}

DatabaseResult<Database> Database::open(const std::filesystem::path& file) {
  if (auto kept = keep_from_others(file); !kept) return std::unexpected{kept.error()};
  Database database;
  sqlite3* raw = nullptr;
  const int result =
      sqlite3_open_v2(file.c_str(), &raw,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  database.database_.reset(raw);
  if (raw == nullptr) return std::unexpected{DatabaseFailure{Trouble::other, "No memory is left."}};
  if (result != SQLITE_OK)
    return std::unexpected{DatabaseFailure{
        trouble_of(*raw, result), fmt::format("{}: {}", file.string(), sqlite3_errmsg(raw))}};
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_busy_timeout(raw, busy_timeout_ms);
  if (auto ready = database.run(settled); !ready) return std::unexpected{ready.error()};
  auto check = database.prepare("PRAGMA quick_check(1)");
  const auto checked = check.step();
  if (!checked) return std::unexpected{checked.error()};
  if (const std::string said = check.row().text(0); said != "ok")
    return std::unexpected{DatabaseFailure{Trouble::damaged, file.string() + ": " + said}};
  return database;
}

}  // namespace portero::store
