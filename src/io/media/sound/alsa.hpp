#pragma once

#include <expected>
#include <memory>
#include <string>

#include "io/media/sound/device.hpp"

namespace portero::sound {

// PCMs by the names that ALSA's configuration gives them: default, hw:1, plughw:CARD=Door,
// pipewire. They must take 48 kHz mono, as everything does that goes through ALSA's plug.
//
// Microphone and loudspeaker of one card have one clock. Where they have two, 10 ms of what is
// played are left out or repeated as silence whenever the clocks are that far apart.
[[nodiscard]] std::expected<std::unique_ptr<Microphone>, DeviceFailure> open_alsa_microphone(
    const std::string& name);
[[nodiscard]] std::expected<std::unique_ptr<Loudspeaker>, DeviceFailure> open_alsa_loudspeaker(
    const std::string& name);

}  // namespace portero::sound
