#pragma once

#include <expected>
#include <memory>
#include <string>

#include "io/media/sound/device.hpp"

namespace portero::sound {

// Plays the file again and again.
[[nodiscard]] std::expected<std::unique_ptr<Microphone>, DeviceFailure> open_wav_microphone(
    const std::string& path);

// Writes what is said, over what the file held.
[[nodiscard]] std::expected<std::unique_ptr<Loudspeaker>, DeviceFailure> open_wav_loudspeaker(
    const std::string& path);

}  // namespace portero::sound
