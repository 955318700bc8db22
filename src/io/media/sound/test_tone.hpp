#pragma once

#include <atomic>
#include <span>

#include "io/media/sound/frame.hpp"

namespace portero::sound {

// What somebody at the door hears if the loudspeaker works: one steady tone. The sound thread makes
// it, so that it is as steady as all sound of the station; any other thread lets it play.
class TestTone {
 public:
  static constexpr int pitch_hz = 1000;
  static constexpr float peak_dbfs = -12;

  // For so long from now on.
  void play(base::Duration duration);
  void stop();

  // The sound thread's, each 10 ms: adds it to what is heard.
  void add(std::span<float, frame_samples> sum);

 private:
  std::atomic<int> frames_left_ = 0;
  float gain_ = 0;  // its beginning and end fade, so that nothing clicks
};

}  // namespace portero::sound
