#include "core/media/congestion/shared_encoder.hpp"

#include <algorithm>

namespace portero::congestion {

bool SharedEncoder::join(ViewerId viewer, Bitrate video, base::TimePoint now) {
  if (viewers_.size() >= max_viewers) return false;
  viewers_.insert_or_assign(viewer, Viewer{std::min(video, setting_), now});
  return true;
}

void SharedEncoder::leave(ViewerId viewer) { viewers_.erase(viewer); }

void SharedEncoder::update(ViewerId viewer, Bitrate video,
                           std::optional<base::TimePoint> last_decrease) {
  const auto found = viewers_.find(viewer);
  if (found == viewers_.end()) return;
  found->second.video = std::min(video, setting_);
  found->second.last_decrease = last_decrease;
}

std::vector<Bitrate> SharedEncoder::carried(Standing standing) const {
  std::vector<Bitrate> rates;
  for (const auto& [id, viewer] : viewers_)
    if (viewer.standing == standing) rates.push_back(viewer.video);
  return rates;
}

Bitrate SharedEncoder::rate() const {
  std::vector<Bitrate> rates = carried(Standing::follows);
  if (rates.empty()) rates = carried(Standing::on_trial);
  if (rates.empty()) return lowest_video;
  return std::max(shared_rate(std::move(rates)), lowest_video);
}

EncoderPlan SharedEncoder::plan(base::TimePoint now) {
  for (auto& [id, viewer] : viewers_) judge(viewer, now);
  const Bitrate bitrate = rate();
  frame_rate_ = frame_rate(bitrate, frame_rate_);
  return {bitrate, frame_rate_};
}

void SharedEncoder::judge(Viewer& viewer, base::TimePoint now) {
  switch (viewer.standing) {
    case Standing::on_trial: return judge_trial(viewer, now);
    case Standing::follows: return judge_follower(viewer, now);
    case Standing::resting:
      if (now - viewer.since < viewer.next_rest) return;
      viewer.next_rest = std::min(2 * viewer.next_rest, longest_rest);
      return change(viewer, Standing::on_trial, now);
  }
}

// Its estimate is of less than it gets now, and proves more within a second or two; or its link is
// congested by it.
void SharedEncoder::judge_trial(Viewer& viewer, base::TimePoint now) {
  if (can_follow(viewer.video, rate())) return change(viewer, Standing::follows, now);
  const bool congested = viewer.last_decrease && *viewer.last_decrease > viewer.since;
  if (!congested) return;
  if (would_be_followed(viewer)) return change(viewer, Standing::follows, now);
  change(viewer, Standing::resting, now);
}

bool SharedEncoder::would_be_followed(const Viewer& viewer) const {
  std::vector<Bitrate> rates = carried(Standing::follows);
  rates.push_back(viewer.video);
  return can_follow(viewer.video, std::max(shared_rate(std::move(rates)), lowest_video));
}

void SharedEncoder::judge_follower(Viewer& viewer, base::TimePoint now) {
  const Bitrate current = rate();
  if (can_follow(viewer.video, current)) {
    viewer.behind_since.reset();
    if (now - viewer.since > longest_rest) viewer.next_rest = first_rest;
    return;
  }
  if (!viewer.behind_since) viewer.behind_since = now;
  if (now - *viewer.behind_since >= patience || viewer.video < current * far_behind)
    change(viewer, Standing::resting, now);
}

void SharedEncoder::change(Viewer& viewer, Standing standing, base::TimePoint now) {
  // What was left out is missing for what comes behind it.
  if (viewer.standing == Standing::resting) viewer.awaits_key_frame = true;
  viewer.standing = standing;
  viewer.since = now;
  viewer.behind_since.reset();
}

void SharedEncoder::request_key_frame(ViewerId id, base::TimePoint now) {
  const auto found = viewers_.find(id);
  if (found == viewers_.end() || found->second.stuck_since) return;
  Viewer& viewer = found->second;
  const bool soon = viewer.last_wish && now - *viewer.last_wish < wish_interval;
  viewer.stuck_since = soon ? *viewer.last_wish + wish_interval : now;
}

bool SharedEncoder::wants_key_frame(base::TimePoint now) const {
  if (last_key_frame_ && now - *last_key_frame_ < key_frame_gap) return false;
  return std::ranges::any_of(viewers_, [&](const auto& entry) {
    const Viewer& viewer = entry.second;
    if (viewer.standing == Standing::resting)
      return !last_key_frame_ || now - *last_key_frame_ >= still_interval;
    return viewer.awaits_key_frame || (viewer.stuck_since && *viewer.stuck_since <= now);
  });
}

void SharedEncoder::key_frame_came(base::TimePoint now) {
  last_key_frame_ = now;
  for (auto& [id, viewer] : viewers_) {
    if (viewer.stuck_since) viewer.last_wish = now;
    viewer.stuck_since.reset();
    if (viewer.standing != Standing::resting) viewer.awaits_key_frame = false;
  }
}

Portion SharedEncoder::portion(ViewerId id) const {
  const auto found = viewers_.find(id);
  if (found == viewers_.end()) return {.motion = false};
  const Viewer& viewer = found->second;
  return {.motion = viewer.standing != Standing::resting,
          .largest_still = bytes_in(viewer.video, longest_still)};
}

}  // namespace portero::congestion
