#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace portero::log {

enum class Level : std::uint8_t { debug, info, warning, error };
enum class Format : std::uint8_t { text, json };

struct Field {
  std::string_view key;
  std::string value;
};

// A line that was written, whatever the format.
struct Entry {
  std::uint64_t number;  // from 1 on
  std::chrono::sys_time<std::chrono::milliseconds> at;
  Level level;
  std::string text;  // "call: waiting -> ringing call_id=1"

  bool operator==(const Entry&) const = default;
};

[[nodiscard]] std::string_view name(Level level);
// "2026-11-23T22:04:50.123Z info call: waiting -> ringing call_id=1"
[[nodiscard]] std::string to_text(const Entry& entry);

// Lines on stderr, each with its time, level and logger. No secret, phone number or key pressed may
// ever be handed in (GEN-4).
//   2026-11-23T22:04:50.123Z info call: waiting -> ringing call_id=1
//   {"ts":"2026-11-23T22:04:50.123Z","level":"info","logger":"call","msg":"waiting -> ringing",...}
class Log {
 public:
  // So many lines are kept, each cut to so many bytes.
  static constexpr std::size_t max_kept = 500;
  static constexpr std::size_t max_kept_bytes = 500;

  Log(Level level, Format format);
  ~Log();
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  void write(Level level, std::string_view logger, std::string_view message,
             std::initializer_list<Field> fields = {});
  void debug(std::string_view logger, std::string_view message,
             std::initializer_list<Field> fields = {}) {
    write(Level::debug, logger, message, fields);
  }
  void info(std::string_view logger, std::string_view message,
            std::initializer_list<Field> fields = {}) {
    write(Level::info, logger, message, fields);
  }
  void warning(std::string_view logger, std::string_view message,
               std::initializer_list<Field> fields = {}) {
    write(Level::warning, logger, message, fields);
  }
  void error(std::string_view logger, std::string_view message,
             std::initializer_list<Field> fields = {}) {
    write(Level::error, logger, message, fields);
  }

  // The last lines, the newest last.
  [[nodiscard]] const std::deque<Entry>& kept() const { return kept_; }
  // Told after each line, until somebody else is. It must write none itself.
  void follow(std::function<void()> told) { followed_ = std::move(told); }

 private:
  struct Sink;

  void keep(Entry entry);

  std::unique_ptr<Sink> sink_;
  Format format_;
  std::deque<Entry> kept_;
  std::uint64_t last_ = 0;
  std::function<void()> followed_;
};

// The body of a line, without its time and level: for the formats above.
[[nodiscard]] std::string line_of(Format format, std::string_view logger, std::string_view message,
                                  std::initializer_list<Field> fields);

}  // namespace portero::log
