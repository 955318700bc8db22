#include "io/log/log.hpp"

#include <cstdlib>
#include <unistd.h>

#include <fmt/chrono.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "io/log/journal.hpp"

namespace portero::log {
namespace {

// RFC 3339 in UTC, with milliseconds.
constexpr const char* text_pattern = "%Y-%m-%dT%H:%M:%S.%eZ %l %v";
constexpr const char* json_pattern = R"({"ts":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v)";

// Of nearly all lines.
constexpr std::size_t usual_bytes = 160;

// How many bytes of UTF-8 of at most so many are no broken character.
std::size_t whole_characters(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text.size();
  const auto continues = [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80;
  };
  while (most > 0 && continues(text[most])) --most;
  return most;
}

spdlog::level::level_enum of(Level level) {
  switch (level) {
    case Level::debug: return spdlog::level::debug;
    case Level::info: return spdlog::level::info;
    case Level::warning: return spdlog::level::warn;
    case Level::error: return spdlog::level::err;
  }
  return spdlog::level::err;
}

// How grave a line is, before all else of it: sd-daemon(3), for the journal alone.
class Priority final : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& line, const std::tm&,
              spdlog::memory_buf_t& into) override {
    const std::string_view prefix = prefix_of(line.level);
    into.append(prefix.data(), prefix.data() + prefix.size());
  }
  [[nodiscard]] std::unique_ptr<custom_flag_formatter> clone() const override {
    return std::make_unique<Priority>();
  }

 private:
  static std::string_view prefix_of(spdlog::level::level_enum level) {
    if (level >= spdlog::level::err) return "<3>";
    if (level == spdlog::level::warn) return "<4>";
    return level == spdlog::level::info ? "<6>" : "<7>";
  }
};

std::unique_ptr<spdlog::formatter> formatter(Format format, bool journal) {
  const std::string pattern = format == Format::json ? json_pattern : text_pattern;
  auto made = std::make_unique<spdlog::pattern_formatter>(spdlog::pattern_time_type::utc);
  if (journal)
    made->add_flag<Priority>('*').set_pattern("%*" + pattern);
  else
    made->set_pattern(pattern);
  return made;
}

bool is_read_by_journal() {
  const char* const stream = std::getenv("JOURNAL_STREAM");
  return stream != nullptr && is_journal(STDERR_FILENO, stream);
}

}  // namespace

struct Log::Sink {
  spdlog::logger logger{"portero", std::make_shared<spdlog::sinks::stderr_sink_st>()};
};

Log::Log(Level level, Format format) : sink_(std::make_unique<Sink>()), format_(format) {
  sink_->logger.set_formatter(formatter(format, is_read_by_journal()));
  sink_->logger.set_level(of(level));
}

Log::~Log() = default;

void Log::write(Level level, std::string_view logger, std::string_view message,
                std::initializer_list<Field> fields) {
  if (!sink_->logger.should_log(of(level))) return;
  const auto now = std::chrono::system_clock::now();
  sink_->logger.log(now, spdlog::source_loc{}, of(level),
                    line_of(format_, logger, message, fields));
  keep({.number = ++last_,
        .at = std::chrono::floor<std::chrono::milliseconds>(now),
        .level = level,
        .text = line_of(Format::text, logger, message, fields)});
}

// In the memory of the oldest line: those of a storm of calls, which lie among what it took, would
// keep all of that from going back to the system.
void Log::keep(Entry entry) {
  std::string text;
  if (kept_.size() == max_kept) {
    text = std::move(kept_.front().text);
    kept_.pop_front();
  }
  text.reserve(usual_bytes);
  text.assign(entry.text, 0, whole_characters(entry.text, max_kept_bytes));
  entry.text = std::move(text);
  kept_.push_back(std::move(entry));
  if (followed_) followed_();
}

std::string_view name(Level level) {
  switch (level) {
    case Level::debug: return "debug";
    case Level::info: return "info";
    case Level::warning: return "warning";
    case Level::error: return "error";
  }
  return "error";
}

std::string to_text(const Entry& entry) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(entry.at);
  const auto ms = entry.at - seconds;
  return fmt::format("{:%FT%T}.{:03}Z {} {}",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)), ms.count(),
                     name(entry.level), entry.text);
}

}  // namespace portero::log
