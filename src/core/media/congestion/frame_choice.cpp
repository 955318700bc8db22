#include "core/media/congestion/frame_choice.hpp"

namespace portero::congestion {

FrameChoice::Fate FrameChoice::fate(std::size_t bytes, bool is_key, base::TimePoint now) {
  if (portion_.motion) {
    whole_ = whole_ || is_key;
    return whole_ ? Fate::goes : Fate::useless;
  }
  // What is left out is missing for what comes behind it.
  whole_ = is_key && is_still(bytes, now);
  if (!whole_) return Fate::spared;
  last_still_ = now;
  return Fate::goes;
}

bool FrameChoice::is_still(std::size_t bytes, base::TimePoint now) const {
  return bytes <= portion_.largest_still && (!last_still_ || now - *last_still_ >= still_gap);
}

}  // namespace portero::congestion
