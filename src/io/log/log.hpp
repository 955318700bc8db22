#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace portero::log {

enum class Level : std::uint8_t { debug, info, warning, error };
enum class Format : std::uint8_t { text, json };

struct Field {
  std::string_view key;
  std::string value;
};

// Lines on stderr, each with its time, level and logger. No secret, phone number or key pressed may
// ever be handed in (GEN-4).
//   2026-11-23T22:04:50.123Z info call: waiting -> ringing call_id=1
//   {"ts":"2026-11-23T22:04:50.123Z","level":"info","logger":"call","msg":"waiting -> ringing",...}
class Log {
 public:
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

 private:
  struct Sink;
  std::unique_ptr<Sink> sink_;
  Format format_;
};

// The body of a line, without its time and level: for the formats above.
[[nodiscard]] std::string line_of(Format format, std::string_view logger, std::string_view message,
                                  std::initializer_list<Field> fields);

}  // namespace portero::log
