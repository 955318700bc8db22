#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "io/media/sound/chime.hpp"
#include "io/media/sound/device.hpp"
#include "io/media/sound/echo_canceller.hpp"
#include "io/media/sound/hearing.hpp"
#include "io/media/sound/level.hpp"
#include "io/media/sound/mailbox.hpp"
#include "io/media/sound/sound_settings.hpp"
#include "io/media/sound/test_tone.hpp"
#include "io/media/sound/voice_buffer.hpp"

namespace portero::sound {

using Voices = std::vector<std::shared_ptr<VoiceBuffer>>;
using Hearings = std::vector<std::shared_ptr<Hearing>>;

// Numbers each opening of a device, so that a late failure of an old one is known as such.
using Opening = std::uint64_t;

template <typename Device>
struct OpenDevice {
  std::unique_ptr<Device> device;  // none: silence
  Opening opening = 0;
};

struct NewCanceller {
  std::unique_ptr<EchoCanceller> canceller;
  bool cancels = true;
};

// What the loop's thread and the sound thread share.
struct SharedSound {
  Mailbox<Voices> voices;
  Mailbox<Hearings> hearings;
  Mailbox<Melody> melody;
  Mailbox<SoundSettings> settings;
  Mailbox<NewCanceller> canceller;
  Mailbox<OpenDevice<Microphone>> microphone;
  Mailbox<OpenDevice<Loudspeaker>> loudspeaker;
  TestTone tone;
  LevelMeter heard;
  LevelMeter played;
};

}  // namespace portero::sound
