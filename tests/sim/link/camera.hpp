#pragma once

#include "core/media/congestion/bitrate.hpp"
#include "tests/sim/dice.hpp"

namespace portero::sim::link {

struct Frame {
  std::size_t bytes;
  bool is_key;
  base::TimePoint captured;
};

// An encoder that keeps its bitrate over some frames: sizes vary, a key frame is several times as
// big and paid back by the frames behind it, and a quiet street needs less than allowed.
class Camera {
 public:
  explicit Camera(std::uint64_t seed) : dice_(seed) {}

  void set(congestion::Bitrate rate, int frame_rate);
  void request_key_frame() { key_wanted_ = true; }
  // What the scene needs at most.
  void set_scene(congestion::Bitrate needs) { needs_ = needs; }

  [[nodiscard]] Frame next(base::TimePoint now);
  [[nodiscard]] base::Duration interval() const {
    return base::Duration(std::chrono::seconds(1)) / frame_rate_;
  }
  [[nodiscard]] congestion::Bitrate rate() const { return rate_; }
  [[nodiscard]] int frame_rate() const { return frame_rate_; }

 private:
  Dice dice_;
  congestion::Bitrate rate_ = congestion::kbit_per_s(400);
  congestion::Bitrate needs_ = congestion::kbit_per_s(100'000);
  int frame_rate_ = 25;
  bool key_wanted_ = true;
  int since_key_ = 0;
  // Bytes spent ahead of the bitrate.
  double debt_ = 0;
};

}  // namespace portero::sim::link
