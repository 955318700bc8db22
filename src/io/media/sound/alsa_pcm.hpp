#pragma once

#include <expected>
#include <memory>
#include <string>

#include <alsa/asoundlib.h>

#include "io/media/sound/device.hpp"

namespace portero::sound {

struct ClosePcm {
  void operator()(snd_pcm_t* pcm) const { snd_pcm_close(pcm); }
};
using Pcm = std::unique_ptr<snd_pcm_t, ClosePcm>;

struct OpenPcm {
  Pcm pcm;
  snd_pcm_uframes_t period = 0;  // samples
  snd_pcm_uframes_t buffer = 0;  // samples
};

// 48 kHz mono, never blocks, ready to be started.
[[nodiscard]] std::expected<OpenPcm, DeviceFailure> open_pcm(const std::string& name,
                                                             snd_pcm_stream_t stream);

// After an error: makes a PCM that ran over, ran dry or slept ready again. False where the card is
// gone.
[[nodiscard]] bool recover(snd_pcm_t* pcm, int error);

[[nodiscard]] std::unexpected<DeviceFailure> alsa_failure(int error);

}  // namespace portero::sound
