#pragma once

#include <expected>
#include <string>

#include "core/media/command.hpp"
#include "io/media/webrtc/settings.hpp"

namespace portero::engine {

// What the station asks for, as a session takes it. An error is a sentence.
[[nodiscard]] std::expected<webrtc::ViewerSettings, std::string> viewer_settings(
    const media::OpenViewer& open);

}  // namespace portero::engine
