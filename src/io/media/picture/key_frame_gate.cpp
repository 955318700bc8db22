#include "io/media/picture/key_frame_gate.hpp"

namespace portero::picture {

bool KeyFrameGate::requested(base::TimePoint now) {
  if (on_its_way_ && asked_at_ && now < *asked_at_ + lost_after) return false;
  waiting_ = true;
  return wake(now);
}

std::optional<base::TimePoint> KeyFrameGate::wakes_at() const {
  if (!waiting_ || !asked_at_) return std::nullopt;
  return *asked_at_ + interval;
}

bool KeyFrameGate::wake(base::TimePoint now) {
  if (!waiting_ || (asked_at_ && now < *asked_at_ + interval)) return false;
  asked_at_ = now;
  on_its_way_ = true;
  waiting_ = false;
  return true;
}

void KeyFrameGate::came() { on_its_way_ = false; }

}  // namespace portero::picture
