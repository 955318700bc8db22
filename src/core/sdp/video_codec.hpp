#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/sdp/h264.hpp"
#include "core/sdp/payload_format.hpp"

namespace portero::sdp {

// The video codecs that we send. H.264 first: one encoder then serves phones and browsers.
enum class VideoCodec : std::uint8_t { h264, vp8 };

inline constexpr VideoCodec video_codecs[] = {VideoCodec::h264, VideoCodec::vp8};

[[nodiscard]] std::string_view to_text(VideoCodec codec);

// What a format of theirs means to our encoder.
struct VideoFormat {
  VideoCodec codec = VideoCodec::h264;
  H264 h264{};  // of H.264 only: the most that they can decode, and how they want it packed

  bool operator==(const VideoFormat&) const = default;
};

// Nullopt for a codec that we don't send, or that cannot decode what we make.
[[nodiscard]] std::optional<VideoFormat> video_format_of(const PayloadFormat& format);

// H.264 in both packetization modes, because an answer may not change the mode, and VP8 (RFC 7741).
[[nodiscard]] std::vector<PayloadFormat> video_formats_to_offer(
    std::span<const VideoCodec> allowed);

// The best of what they offer, as our answer writes it with their payload type; the first of the
// allowed codecs wins, then the profile and packetization mode.
[[nodiscard]] std::optional<PayloadFormat> best_video(std::span<const PayloadFormat> offered,
                                                      std::span<const VideoCodec> allowed);

// "H264, VP8"
[[nodiscard]] std::string names_of(std::span<const VideoCodec> codecs);

}  // namespace portero::sdp
