#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

// SQLite, as far as this folder needs it.
namespace portero::store {

enum class Trouble : std::uint8_t { full, damaged, newer, other };

struct DatabaseFailure {
  Trouble trouble;
  std::string sentence;
};

template <class T = void>
using DatabaseResult = std::expected<T, DatabaseFailure>;

// One row of a result, as long as the statement stands on it.
class Row {
 public:
  explicit Row(sqlite3_stmt& statement) : statement_(statement) {}

  [[nodiscard]] std::int64_t number(int column) const;
  [[nodiscard]] std::optional<std::int64_t> number_or_null(int column) const;
  [[nodiscard]] std::optional<double> real_or_null(int column) const;
  [[nodiscard]] std::string text(int column) const;

 private:
  sqlite3_stmt& statement_;
};

// A statement with its values; they are bound in the order given.
class Statement {
 public:
  Statement(sqlite3& database, std::string_view sql);

  template <class... Values>
  Statement& with(const Values&... values) {
    (bind(values), ...);
    return *this;
  }
  // Whether there is a row to look at.
  [[nodiscard]] DatabaseResult<bool> step();
  // To its end, where no row matters.
  [[nodiscard]] DatabaseResult<> run();
  [[nodiscard]] Row row() const { return Row{*statement_}; }

 private:
  void bind(std::int64_t value);
  void bind(double value);
  void bind(std::string_view value);
  void bind(const std::string& value) { bind(std::string_view{value}); }
  void bind_null();
  template <class T>
  void bind(const std::optional<T>& value) {
    if (value)
      bind(*value);
    else
      bind_null();
  }

  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  sqlite3& database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int prepared_;
  int next_ = 1;
};

class Database {
 public:
  // Written to the disk at each commit (WAL, synchronous=FULL); one process at a time.
  [[nodiscard]] static DatabaseResult<Database> open(const std::filesystem::path& file);

  [[nodiscard]] DatabaseResult<> run(const std::string& sql);
  [[nodiscard]] Statement prepare(std::string_view sql) { return {*database_, sql}; }

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace portero::store
