#include "io/media/picture/fan_out.hpp"

#include <algorithm>
#include <utility>

#include "io/media/gst/pipeline.hpp"

namespace portero::picture {
namespace {

bool is_key_frame(const GstBuffer& unit) {
  return !GST_BUFFER_FLAG_IS_SET(&unit, GST_BUFFER_FLAG_DELTA_UNIT);
}

}  // namespace

FanOut::Id FanOut::add(std::shared_ptr<Outlet> outlet) {
  const std::scoped_lock lock{mutex_};
  takers_[++last_].outlet = std::move(outlet);
  return last_;
}

void FanOut::remove(Id id) {
  std::map<Id, Taker>::node_type gone;  // is destroyed without the lock
  const std::scoped_lock lock{mutex_};
  gone = takers_.extract(id);
}

void FanOut::start(Id id) {
  const std::scoped_lock lock{mutex_};
  Taker& taker = takers_.at(id);
  taker.started = true;
  taker.refuses = false;
}

void FanOut::pause(Id id) {
  const std::scoped_lock lock{mutex_};
  Taker& taker = takers_.at(id);
  taker.started = false;
  taker.choice.missed();
}

void FanOut::follow(Id id, const congestion::Portion& portion) {
  const std::scoped_lock lock{mutex_};
  takers_.at(id).choice.follow(portion);
}

bool FanOut::anyone_started() const {
  const std::scoped_lock lock{mutex_};
  return std::ranges::any_of(takers_, [](const auto& taker) { return taker.second.started; });
}

std::size_t FanOut::size() const {
  const std::scoped_lock lock{mutex_};
  return takers_.size();
}

FanOut::Given FanOut::given(Id id) const {
  const std::scoped_lock lock{mutex_};
  return takers_.at(id).told;
}

bool FanOut::give(GstBuffer& unit, GstCaps& caps) {
  using enum congestion::FrameChoice::Fate;
  const std::size_t bytes = gst_buffer_get_size(&unit);
  const base::TimePoint now = gst::running_now();
  const std::scoped_lock lock{mutex_};
  bool key_frame_wanted = false;
  for (auto& [id, taker] : takers_) {
    if (!taker.started) continue;
    const bool waited = taker.choice.waits();
    const auto fate = taker.choice.fate(bytes, is_key_frame(unit), now);
    if (fate == spared) continue;
    if (fate == goes && taker.can_take(waited) && taker.push(unit, caps)) {
      ++taker.told.units;
      continue;
    }
    taker.choice.missed();
    ++taker.told.lost;
    key_frame_wanted = key_frame_wanted || taker.can_follow();
  }
  return key_frame_wanted;
}

bool FanOut::Taker::push(GstBuffer& unit, GstCaps& caps) {
  refuses = !outlet->take(unit, caps);
  return !refuses;
}

}  // namespace portero::picture
