#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/events/history.hpp"
#include "core/events/query.hpp"
#include "core/events/retention.hpp"
#include "io/store/database.hpp"

namespace portero::store {

// The file that holds events and call history. Everything here waits for the disk: it belongs to
// the recorder's thread.
class EventLog {
 public:
  // Calls that were never told to have ended are then said to have been cut off by it.
  [[nodiscard]] static DatabaseResult<EventLog> open(const std::filesystem::path& file);

  // On the disk when it returns.
  [[nodiscard]] DatabaseResult<> add(const events::Event& event);
  // The call as it is now known; it is told apart by its label.
  [[nodiscard]] DatabaseResult<> note(const events::CallRecord& call);
  [[nodiscard]] DatabaseResult<> note_media(std::string_view call, std::string_view codecs,
                                            const std::optional<events::Quality>& quality);
  [[nodiscard]] DatabaseResult<> trim(const events::Retention& retention, events::Time now);

  [[nodiscard]] DatabaseResult<events::Page<events::KeptEvent>> events(const events::Query& query);
  [[nodiscard]] DatabaseResult<events::Page<events::KeptCall>> calls(const events::Query& query);

 private:
  explicit EventLog(Database database) : database_(std::move(database)) {}
  [[nodiscard]] DatabaseResult<> trim_table(std::string_view table, std::string_view time,
                                            const events::Retention& retention, events::Time now);

  Database database_;
};

}  // namespace portero::store
