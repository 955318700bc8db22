#include "io/media/picture/fan_out.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <gst/app/app.h>

#include "io/media/gst/pipeline.hpp"

namespace portero::picture {
namespace {

std::uint64_t queued(const GstElement& appsrc) {
  return gst_app_src_get_current_level_buffers(GST_APP_SRC(const_cast<GstElement*>(&appsrc)));
}

bool is_key_frame(const GstBuffer& unit) {
  return !GST_BUFFER_FLAG_IS_SET(&unit, GST_BUFFER_FLAG_DELTA_UNIT);
}

}  // namespace

FanOut::Id FanOut::add(GstElement* appsrc) {
  // Not is-live: an appsrc that plays already would wait for ever.
  g_object_set(appsrc, "block", FALSE, "do-timestamp", FALSE, "leaky-type", GST_APP_LEAKY_TYPE_NONE,
               "max-buffers", guint64{0}, "max-bytes", guint64{0}, "max-time", guint64{0}, nullptr);
  const std::scoped_lock lock{mutex_};
  takers_[++last_].appsrc = gst::share(appsrc);
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

FanOut::Outlet FanOut::outlet(Id id) const {
  const std::scoped_lock lock{mutex_};
  return takers_.at(id).told;
}

bool FanOut::give(GstBuffer& unit, GstCaps& caps) {
  using enum congestion::FrameChoice::Fate;
  const std::size_t bytes = gst_buffer_get_size(&unit);
  const base::TimePoint now{
      std::chrono::duration_cast<base::Duration>(std::chrono::nanoseconds{gst::running_time()})};
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

bool FanOut::Taker::can_follow() const { return !refuses && queued(*appsrc) <= drained; }

bool FanOut::Taker::can_take(bool waited) const {
  return waited ? can_follow() : queued(*appsrc) < max_queued;
}

bool FanOut::Taker::push(GstBuffer& unit, GstCaps& its_caps) {
  if (caps.get() != &its_caps) {
    caps.reset(gst_caps_ref(&its_caps));
    gst_app_src_set_caps(GST_APP_SRC(appsrc.get()), &its_caps);
  }
  const GstFlowReturn pushed =
      gst_app_src_push_buffer(GST_APP_SRC(appsrc.get()), gst_buffer_ref(&unit));
  refuses = pushed != GST_FLOW_OK;
  return !refuses;
}

}  // namespace portero::picture
