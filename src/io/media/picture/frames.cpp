#include "io/media/picture/frames.hpp"

#include <algorithm>
#include <utility>

#include "io/media/gst/pipeline.hpp"

namespace portero::picture {

base::Duration Frames::Latest::age() const {
  const GstClockTime now = gst::running_time();
  return std::chrono::duration_cast<base::Duration>(
      std::chrono::nanoseconds{now > arrived ? now - arrived : 0});
}

void Frames::put(GstSample& frame) {
  gst::OwnedMini<GstSample> previous{gst_sample_ref(&frame)};  // is destroyed without the lock
  std::shared_ptr<MotionWatch> watch;
  {
    const std::scoped_lock lock{mutex_};
    std::swap(latest_, previous);
    arrived_ = gst::running_time();
    ++count_;
    for (Encoder* const encoder : encoders_) encoder->take(frame);
    watch = watch_;
  }
  if (watch) watch->take(frame);
}

void Frames::forget() {
  gst::OwnedMini<GstSample> previous;
  const std::scoped_lock lock{mutex_};
  std::swap(latest_, previous);
}

std::optional<Frames::Latest> Frames::latest() const {
  const std::scoped_lock lock{mutex_};
  if (!latest_) return std::nullopt;
  return Latest{gst::OwnedMini<GstSample>{gst_sample_ref(latest_.get())}, arrived_};
}

std::uint64_t Frames::count() const {
  const std::scoped_lock lock{mutex_};
  return count_;
}

bool Frames::wanted() const {
  const std::scoped_lock lock{mutex_};
  return std::ranges::any_of(encoders_, [](const Encoder* encoder) { return encoder->wanted(); });
}

void Frames::add(Encoder& encoder) {
  const std::scoped_lock lock{mutex_};
  encoders_.push_back(&encoder);
}

void Frames::remove(Encoder& encoder) {
  const std::scoped_lock lock{mutex_};
  std::erase(encoders_, &encoder);
}

void Frames::watch(std::shared_ptr<MotionWatch> watch) {
  const std::scoped_lock lock{mutex_};
  watch_ = std::move(watch);
}

}  // namespace portero::picture
