#pragma once

#include <expected>
#include <string>

#include "core/media/settings.hpp"
#include "io/media/picture/camera_settings.hpp"
#include "io/media/sound/sound_settings.hpp"

namespace portero::engine {

// The station's settings as camera and sound take them. An error is a sentence.
[[nodiscard]] std::expected<picture::CameraSettings, std::string> camera_settings(
    const media::PictureSettings& settings);
[[nodiscard]] sound::SoundSettings sound_settings(const media::SoundSettings& settings);

}  // namespace portero::engine
