#pragma once

#include <memory>
#include <span>
#include <utility>

#include "io/media/sound/chime.hpp"
#include "io/media/sound/ducking.hpp"
#include "io/media/sound/shared_sound.hpp"

namespace portero::sound {

// What happens to the sound each 10 ms, without a thread and without devices: what the microphone
// heard is processed and told to whoever listens, and the voices become what the loudspeaker plays.
class SoundStep {
 public:
  explicit SoundStep(std::shared_ptr<SharedSound> shared) : shared_(std::move(shared)) {}

  // `echo_delay`: from now until a frame that is played now would be in one that is heard here.
  [[nodiscard]] Frame take(Frame& heard, base::TimePoint captured, base::Duration echo_delay);
  [[nodiscard]] bool ducks() const { return ducking_.ducks(); }

 private:
  // A gain that goes over to its next value within a frame, so that nothing clicks.
  class Fader {
   public:
    void apply(float gain, std::span<float> samples);

   private:
    float gain_ = 1;
  };

  void take_changes();
  void clean(Frame& heard, const Frame& played, base::Duration echo_delay);
  [[nodiscard]] Frame mixed();

  std::shared_ptr<SharedSound> shared_;
  Voices voices_;
  Hearings hearings_;
  Chime chime_;
  std::unique_ptr<EchoCanceller> canceller_;
  Ducking ducking_{false};
  Ducking::Gains ducked_;
  float speaker_gain_ = 1;
  float microphone_gain_ = 1;
  Fader speaker_;
  Fader microphone_;
};

}  // namespace portero::sound
