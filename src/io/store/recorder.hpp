#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/events/history.hpp"
#include "core/events/query.hpp"
#include "core/events/retention.hpp"
#include "io/loop/event_loop.hpp"
#include "io/store/photos.hpp"

namespace portero::store {

struct RecorderLimits {
  std::size_t waiting = 1024;  // records and questions that wait for the disk
  std::size_t waiting_photos = 4;
  events::Retention retention{};
  PhotoLimits photos{};
  base::Duration try_again_after = std::chrono::seconds{10};  // where the log could not be opened
};

// Remembers, in a thread of its own: whoever decides never waits for a disk, and a disk that is
// full, slow or gone costs records and nothing else
// (docs/decisions/0020-what-the-station-keeps.md).
class Recorder {
 public:
  struct Handler {
    // The first record was lost, and why; or the log had to be begun anew.
    std::function<void(const std::string& sentence)> failing;
    // Records are kept again; so many were lost.
    std::function<void(std::uint64_t lost)> well_again;
  };
  template <class Kept>
  using Answer = std::function<void(std::expected<events::Page<Kept>, std::string>)>;

  Recorder(loop::EventLoop& loop, const std::filesystem::path& folder, const RecorderLimits& limits,
           Handler handler);
  // What waits is written before.
  ~Recorder();
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  void keep(events::Event event);
  void keep(events::CallRecord call);
  void keep_media(std::string call, std::string codecs, std::optional<events::Quality> quality);
  void keep_photo(std::string call, std::vector<std::uint8_t> jpeg);

  // Answered from within the loop.
  void find_events(events::Query query, Answer<events::KeptEvent> answer);
  void find_calls(events::Query query, Answer<events::KeptCall> answer);

  // Of records, since it was made.
  [[nodiscard]] std::uint64_t lost() const;

 private:
  class Writer;
  std::unique_ptr<Writer> writer_;
};

}  // namespace portero::store
