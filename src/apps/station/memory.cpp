#include "apps/station/memory.hpp"

#include <algorithm>

#include "apps/station/ids.hpp"
#include "apps/station/words.hpp"
#include "core/events/from_fact.hpp"

namespace portero::station {

void Memory::remember(const call::Fact& fact) {
  const auto call = events::call_of(fact);
  std::string label = call ? call_label(run_, *call) : "";
  if (call) call_ = label;
  const events::Moment now{
      loop_.now(), std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now())};
  events::Event event = events::event_of(fact, label, now);
  log_.info("event", std::string{word_for(fact)},
            {{"call_id", event.call},
             {"who", masked_people(fact)},
             {"how", event.how},
             {"code", event.outcome}});
  if (recorder_ == nullptr) return;
  recorder_->keep(std::move(event));
  if (auto record = events::record_of(fact, label, now)) recorder_->keep(*std::move(record));
  // EVT-1: within 300 ms of the press.
  if (!std::holds_alternative<call::CallRequested>(fact)) return;
  photo_ = Photo{photo_ids_.next(), std::move(label)};
  media_.send(media::TakeSnapshot{photo_->id});
}

void Memory::agreed(const std::string& codecs) {
  if (recorder_ != nullptr && !call_.empty()) recorder_->keep_media(call_, codecs, std::nullopt);
}

void Memory::closes(media::LegId leg) {
  if (recorder_ == nullptr || call_.empty()) return;
  if (awaited_.size() == max_awaited) awaited_.erase(awaited_.begin());
  awaited_.insert_or_assign(leg, call_);
  media_.send(media::AskStatistics{});
}

// One whose page was closed is gone before anybody can ask; the media process tells its figures
// each second.
void Memory::left(media::ViewerId viewer) {
  if (recorder_ == nullptr || call_.empty()) return;
  const auto last = std::ranges::find(viewers_, viewer, &media::ViewerStatistics::viewer);
  if (last == viewers_.end()) return;
  if (const auto quality = events::quality_of(last->sound))
    recorder_->keep_media(call_, "", quality);
}

void Memory::measured(const media::Statistics& statistics) {
  viewers_ = statistics.viewers;
  for (const media::LegStatistics& leg : statistics.legs) {
    const auto call = awaited_.find(leg.leg);
    if (call == awaited_.end()) continue;
    if (const auto quality = events::quality_of(leg.sound))
      recorder_->keep_media(call->second, "", quality);
    awaited_.erase(call);
  }
}

void Memory::photographed(const media::SnapshotTaken& photo) {
  if (recorder_ == nullptr || !photo_ || photo_->id != photo.snapshot) return;
  recorder_->keep_photo(photo_->call, photo.jpeg);
  photo_.reset();
}

}  // namespace portero::station
