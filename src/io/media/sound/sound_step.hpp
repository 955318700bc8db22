#pragma once

#include <memory>

#include "io/media/sound/shared_sound.hpp"

namespace portero::sound {

// What happens to the sound each 10 ms, without a thread and without devices: what the microphone
// heard is processed and told to whoever listens, and the voices become what the loudspeaker plays.
class SoundStep {
 public:
  explicit SoundStep(std::shared_ptr<SharedSound> shared) : shared_(std::move(shared)) {}

  // `heard` is changed by the processing.
  [[nodiscard]] Frame take(Frame& heard, base::TimePoint captured);

 private:
  void take_changes();
  [[nodiscard]] Frame mixed();

  std::shared_ptr<SharedSound> shared_;
  Voices voices_;
  Hearings hearings_;
  float speaker_gain_ = 1;
  float microphone_gain_ = 1;
};

}  // namespace portero::sound
