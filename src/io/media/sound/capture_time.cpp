#include "io/media/sound/capture_time.hpp"

#include <chrono>

namespace portero::sound {

base::TimePoint CaptureTime::next(base::TimePoint measured) {
  const base::Duration off = measured - expected_;
  const bool is_gap = std::chrono::abs(off) > longest_jitter;
  const base::TimePoint told = is_gap ? measured : expected_ + off / 64;
  expected_ = told + frame_duration;
  return told;
}

}  // namespace portero::sound
