#include "tests/sim/link/camera.hpp"

#include <algorithm>

namespace portero::sim::link {
namespace {

constexpr double key_frame_size = 6;
constexpr double repaid_each_frame = 0.12;
// The buffer that the encoder assumes at the receiver (x264's vbv-buf-capacity).
constexpr base::Duration buffer = std::chrono::milliseconds(300);
constexpr int longest_without_key_s = 10;
constexpr std::size_t smallest = 60;

}  // namespace

void Camera::set(congestion::Bitrate rate, int frame_rate) {
  rate_ = rate;
  frame_rate_ = frame_rate;
}

Frame Camera::next(base::TimePoint now) {
  const bool is_key = key_wanted_ || ++since_key_ >= longest_without_key_s * frame_rate_;
  const double allowed = static_cast<double>(rate_.bits_per_s) / 8 / frame_rate_;
  const double needed = static_cast<double>(needs_.bits_per_s) / 8 / frame_rate_;
  const double noise = dice_.between(70, 130) / 100.0;
  double bytes = std::min(allowed, needed) * noise - debt_ * repaid_each_frame;
  if (is_key) {
    // A still scene makes key frames no smaller.
    bytes = std::min(allowed * key_frame_size * noise,
                     static_cast<double>(congestion::bytes_in(rate_, buffer)));
    key_wanted_ = false;
    since_key_ = 0;
  }
  const auto size = std::max(smallest, static_cast<std::size_t>(std::max(bytes, 0.0)));
  debt_ = std::max(0.0, debt_ + static_cast<double>(size) - allowed);
  return {size, is_key, now};
}

}  // namespace portero::sim::link
