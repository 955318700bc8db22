#pragma once

#include <string>

namespace portero::sound {

enum class Canceller { webrtc, speexdsp, none };

// Names of devices:
//   auto            ALSA's default card; where none opens, synthetic speech is heard and what is
//                   said is dropped, and the card is looked for every 5 s
//   alsa:NAME       a PCM of ALSA: alsa:default, alsa:hw:1, alsa:plughw:CARD=Door
//   pipewire        the same as alsa:pipewire, which the package pipewire-alsa defines
//   file:PATH.wav   a microphone plays it again and again; a loudspeaker writes it, 48 kHz mono
//   synthetic       a microphone: computed speech
//   none            silence
struct SoundSettings {
  std::string capture_device = "auto";
  std::string playback_device = "auto";
  // CALL-11
  Canceller canceller = Canceller::webrtc;
  bool noise_suppression = true;
  bool automatic_gain = true;
  // 0 is silence, 100 leaves the sound as it is; between, the gain is the cube of the share, which
  // ears take for even steps: 80 is -5.8 dB, 50 is -18 dB.
  int speaker_percent = 80;
  int microphone_percent = 80;

  bool operator==(const SoundSettings&) const = default;
};

[[nodiscard]] float gain_of_percent(int percent);

}  // namespace portero::sound
