#include "io/log/log.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace portero::log {
namespace {

// RFC 3339 in UTC, with milliseconds.
constexpr const char* text_pattern = "%Y-%m-%dT%H:%M:%S.%eZ %l %v";
constexpr const char* json_pattern = R"({"ts":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v)";

spdlog::level::level_enum of(Level level) {
  switch (level) {
    case Level::debug: return spdlog::level::debug;
    case Level::info: return spdlog::level::info;
    case Level::warning: return spdlog::level::warn;
    case Level::error: return spdlog::level::err;
  }
  return spdlog::level::err;
}

}  // namespace

struct Log::Sink {
  spdlog::logger logger{"portero", std::make_shared<spdlog::sinks::stderr_sink_st>()};
};

Log::Log(Level level, Format format) : sink_(std::make_unique<Sink>()), format_(format) {
  sink_->logger.set_pattern(format == Format::json ? json_pattern : text_pattern,
                            spdlog::pattern_time_type::utc);
  sink_->logger.set_level(of(level));
}

Log::~Log() = default;

void Log::write(Level level, std::string_view logger, std::string_view message,
                std::initializer_list<Field> fields) {
  if (!sink_->logger.should_log(of(level))) return;
  sink_->logger.log(of(level), "{}", line_of(format_, logger, message, fields));
}

}  // namespace portero::log
