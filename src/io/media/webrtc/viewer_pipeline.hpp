#pragma once

#include <expected>
#include <optional>
#include <string>

#include "io/media/webrtc/description.hpp"
#include "io/media/webrtc/settings.hpp"
#include "io/media/webrtc/statistics.hpp"

namespace portero::webrtc {

// The names of its elements.
inline constexpr const char* peer_name = "peer";
inline constexpr const char* picture_source_name = "picture";
inline constexpr const char* sound_source_name = "sound";
inline constexpr const char* picture_format_name = "picture_format";
inline constexpr const char* sound_format_name = "sound_format";
inline constexpr const char* heard_entry_name = "heard_entry";
inline constexpr const char* heard_name = "heard";

// What a viewer sends, and in which formats.
struct Plan {
  std::optional<AgreedPicture> picture;
  std::optional<AgreedStream> sound;
  Sources sources{};
};

// For an offer of ours.
[[nodiscard]] Plan plan_of(const ViewerSettings& settings);
[[nodiscard]] Plan plan_of(const Theirs& theirs);

// As gst-launch-1.0 reads it: picture and sound into webrtcbin, and a decoder that waits for
// theirs.
[[nodiscard]] std::string description_of(const Plan& plan);

}  // namespace portero::webrtc
