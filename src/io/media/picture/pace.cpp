#include "io/media/picture/pace.hpp"

namespace portero::picture {

void Pace::set(int fps) { interval_ = Time{std::chrono::seconds{1}} / fps; }

bool Pace::takes(Time frame) {
  if (frame < due_ - 3 * interval_ / 4 && frame > due_ - 2 * interval_) return false;
  // After a gap, and when time went back, the beat starts anew.
  const bool in_beat = frame < due_ + interval_ && frame > due_ - 2 * interval_;
  due_ = (in_beat ? due_ : frame) + interval_;
  return true;
}

}  // namespace portero::picture
