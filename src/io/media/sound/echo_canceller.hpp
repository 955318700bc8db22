#pragma once

#include <memory>

#include "io/media/sound/frame.hpp"
#include "io/media/sound/sound_settings.hpp"

namespace portero::sound {

struct Cleaning {
  bool noise_suppression = true;
  bool automatic_gain = true;

  bool operator==(const Cleaning&) const = default;
};

[[nodiscard]] inline Cleaning cleaning_of(const SoundSettings& settings) {
  return {.noise_suppression = settings.noise_suppression,
          .automatic_gain = settings.automatic_gain};
}

// Takes out of the microphone's sound what the loudspeaker played, and noise; makes near and far
// voices equally loud. For each frame one played() and then one clean().
class EchoCanceller {
 public:
  EchoCanceller() = default;
  virtual ~EchoCanceller() = default;
  EchoCanceller(const EchoCanceller&) = delete;
  EchoCanceller& operator=(const EchoCanceller&) = delete;

  // Goes to the loudspeaker now.
  virtual void played(FrameView frame) = 0;
  // `delay`: how much later than its played() a sound that went straight from the loudspeaker to
  // the microphone is in a frame that comes here; up to 500 ms.
  virtual void clean(Frame& heard, base::Duration delay) = 0;
  virtual void set(const Cleaning& cleaning) = 0;
};

[[nodiscard]] std::unique_ptr<EchoCanceller> make_canceller(Canceller kind,
                                                            const Cleaning& cleaning);

}  // namespace portero::sound
