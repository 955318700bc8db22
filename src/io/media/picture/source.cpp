#include "io/media/picture/source.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace portero::picture {

Source::Source(loop::EventLoop& loop, const CameraSettings& settings,
               std::shared_ptr<Frames> frames, Tell tell)
    : loop_(loop),
      settings_(settings),
      frames_(std::move(frames)),
      tell_(std::move(tell)),
      next_(loop),
      watchdog_(loop),
      looking_(loop) {
  open();
}

void Source::open() {
  opened_at_ = loop_.now();
  if (const auto opening = opening_of(settings_, a_camera_was_there_))
    open(*opening);
  else
    lost(opening.error());
}

void Source::open(const Opening& opening) {
  opening_ = opening;
  has_begun_ = false;
  auto capture = Capture::start(loop_, opening, settings_, frames_,
                                {.began = [this] { began(); },
                                 .ended = [this] { ended(); },
                                 .failed = [this](const gst::Failure& why) { lost(why); }});
  if (!capture) return lost(capture.error());
  capture_ = *std::move(capture);
  watchdog_.start(first_frame_within, [this] { watch(); });
}

void Source::began() {
  has_begun_ = true;
  a_camera_was_there_ = a_camera_was_there_ || opening_.is_camera;
  if (!std::exchange(why_lost_, {}).empty()) tell_(Back{});
  if (std::exchange(told_name_, opening_.name) != opening_.name) tell_(SourceChosen{opening_.name});
  watch();
  if (is_automatic() && opening_.is_test_pattern) look_for_cameras();
}

void Source::ended() {
  if (!has_begun_) return lost(fmt::format("{} holds no picture", opening_.name));
  if (opening_.is_live) return lost(fmt::format("{} has ended", opening_.name));
  capture_.reset();
  next_.start_at(std::max(loop_.now(), opened_at_ + shortest_film), [this] { open(); });
}

void Source::lost(const std::string& why) {
  capture_.reset();
  watchdog_.cancel();
  looking_.cancel();
  frames_->forget();
  if (is_automatic() && opening_.is_camera && !a_camera_was_there_) {
    // One that has never worked is no reason to show nothing.
    return open(test_pattern(fmt::format("test pattern, because {}", why), settings_));
  }
  if (why_lost_.empty()) tell_(Lost{why});
  why_lost_ = why;
  next_.start(delay_.after(loop_.now() - opened_at_), [this] { open(); });
}

void Source::watch() {
  const auto latest = frames_->latest();
  const base::Duration left = latest ? next_frame_within - latest->age() : base::Duration{};
  if (left > base::Duration::zero()) return watchdog_.start(left, [this] { watch(); });
  lost(fmt::format("{} gives no picture", opening_.name));
}

void Source::look_for_cameras() {
  passed_over_ = v4l2_cameras();
  looking_.start(look_again_after, [this] {
    if (v4l2_cameras() == passed_over_) return look_for_cameras();
    capture_.reset();
    open();
  });
}

bool Source::is_automatic() const { return std::holds_alternative<Automatic>(settings_.source); }

}  // namespace portero::picture
