#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "apps/station/media.hpp"
#include "core/call/record.hpp"
#include "io/log/log.hpp"
#include "io/loop/event_loop.hpp"
#include "io/store/recorder.hpp"

namespace portero::station {

// What the station remembers (arrow 9): facts, in the log with nobody's number and in the record
// with it; of each call a photo, what was agreed and how it sounded. Waits for no disk, and does
// without one.
class Memory {
 public:
  // Calls whose figures are still awaited, at most.
  static constexpr std::size_t max_awaited = 32;

  Memory(loop::EventLoop& loop, log::Log& log, access::RunId run, Media& media,
         store::Recorder* recorder)
      : loop_(loop), log_(log), run_(run), media_(media), recorder_(recorder) {}

  void remember(const call::Fact& fact);
  // A leg of the call that goes on.
  void agreed(const std::string& codecs);
  // Before it is closed, its figures are asked for.
  void closes(media::LegId leg);
  // A browser, of which only what was measured last can be known.
  void left(media::ViewerId viewer);
  void measured(const media::Statistics& statistics);
  void photographed(const media::SnapshotTaken& photo);
  // For a picture that is not remembered.
  [[nodiscard]] media::SnapshotId new_photo_id() { return photo_ids_.next(); }

 private:
  struct Photo {
    media::SnapshotId id;
    std::string call;
  };

  loop::EventLoop& loop_;
  log::Log& log_;
  access::RunId run_;
  Media& media_;
  store::Recorder* recorder_;
  std::string call_;  // the label of the one that goes on, or was the last
  base::IdSequence<media::SnapshotId> photo_ids_;
  std::optional<Photo> photo_;
  std::map<media::LegId, std::string> awaited_;
  std::vector<media::ViewerStatistics> viewers_;  // as measured last
};

}  // namespace portero::station
