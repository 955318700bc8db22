#pragma once

#include <expected>
#include <optional>
#include <string>

#include "io/media/webrtc/description.hpp"
#include "io/media/webrtc/settings.hpp"

namespace portero::webrtc {

// The names of its elements.
inline constexpr const char* peer_name = "peer";
inline constexpr const char* picture_format_name = "picture_format";
inline constexpr const char* sound_format_name = "sound_format";

// The SSRCs of what we send.
struct Sources {
  std::uint32_t picture = 0;
  std::uint32_t sound = 0;
};

// What a viewer sends, and in which formats.
struct Plan {
  std::optional<AgreedPicture> picture;
  std::optional<AgreedStream> sound;
  Sources sources{};
};

// For an offer of ours.
[[nodiscard]] Plan plan_of(const ViewerSettings& settings);
[[nodiscard]] Plan plan_of(const Theirs& theirs);

// As gst-launch-1.0 reads it: webrtcbin, which is told the formats of sound and picture and gets
// none of them (sender.hpp, incoming.hpp).
[[nodiscard]] std::string description_of(const Plan& plan);

}  // namespace portero::webrtc
