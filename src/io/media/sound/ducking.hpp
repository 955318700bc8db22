#pragma once

#include "io/media/sound/echo_watch.hpp"

namespace portero::sound {

// Where the echo is not cancelled - there is no canceller, or it does not cope with the loudspeaker
// or its clock - whoever talks less is turned down: the microphone by 12 dB while only the far side
// talks, the loudspeaker by 9 dB while the visitor does. Both still hear each other.
//
// It begins when cancelling takes less than 12 dB of an echo that can still be heard, for 5 s of
// far speech, and ends when it takes 15 dB or nothing is heard.
class Ducking {
 public:
  static constexpr float microphone_db = -12;
  static constexpr float loudspeaker_db = -9;
  static constexpr float begins_below_db = 12;
  static constexpr float ends_above_db = 15;

  struct Gains {
    float microphone_db = 0;   // of this frame
    float loudspeaker_db = 0;  // of the next one
  };

  // `at_first`: there is no canceller, so that there is an echo until the opposite is known.
  explicit Ducking(bool at_first) : ducks_(at_first) {}

  [[nodiscard]] Gains step(const StepLevels& levels);
  [[nodiscard]] bool ducks() const { return ducks_; }

 private:
  [[nodiscard]] bool visitor_talks(float heard_dbfs);

  EchoWatch watch_;
  bool ducks_;
  int visitor_frames_ = 0;  // until the visitor counts as silent
  Gains gains_;
};

}  // namespace portero::sound
