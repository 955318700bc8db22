#include "core/sdp/video_codec.hpp"

#include <algorithm>

#include "core/sdp/scan.hpp"

namespace portero::sdp {
namespace {

constexpr std::uint32_t video_clock_rate = 90000;
constexpr std::uint8_t h264_mode1_payload_type = 105;
constexpr std::uint8_t h264_mode0_payload_type = 106;
constexpr std::uint8_t vp8_payload_type = 107;

PayloadFormat video_format(std::uint8_t payload_type, VideoCodec codec, std::string parameters) {
  return {.payload_type = payload_type,
          .encoding = std::string{to_text(codec)},
          .clock_rate = video_clock_rate,
          .parameters = std::move(parameters)};
}

// The lower, the better: first by our order of codecs, then by profile and mode.
std::optional<std::size_t> rank(const PayloadFormat& format, std::span<const VideoCodec> allowed) {
  constexpr std::size_t codec_weight = 100;
  const auto video = video_format_of(format);
  if (!video) return std::nullopt;
  const auto place = std::ranges::find(allowed, video->codec);
  if (place == allowed.end()) return std::nullopt;
  const auto first = static_cast<std::size_t>(place - allowed.begin()) * codec_weight;
  return video->codec == VideoCodec::h264 ? first + h264_rank(video->h264).value_or(0) : first;
}

}  // namespace

std::string_view to_text(VideoCodec codec) {
  switch (codec) {
    case VideoCodec::h264: return "H264";
    case VideoCodec::vp8: return "VP8";
  }
  return {};
}

std::optional<VideoFormat> video_format_of(const PayloadFormat& format) {
  if (format.clock_rate != video_clock_rate) return std::nullopt;
  if (same_name(format.encoding, to_text(VideoCodec::vp8)))
    return VideoFormat{.codec = VideoCodec::vp8};
  if (!same_name(format.encoding, to_text(VideoCodec::h264))) return std::nullopt;
  const auto h264 = h264_of(format.parameters);
  if (!h264 || !h264_rank(*h264)) return std::nullopt;
  return VideoFormat{.codec = VideoCodec::h264, .h264 = *h264};
}

std::vector<PayloadFormat> video_formats_to_offer(std::span<const VideoCodec> allowed) {
  std::vector<PayloadFormat> formats;
  for (const VideoCodec codec : allowed) {
    switch (codec) {
      case VideoCodec::h264:
        formats.push_back(video_format(h264_mode1_payload_type, codec, h264_offer(1)));
        formats.push_back(video_format(h264_mode0_payload_type, codec, h264_offer(0)));
        break;
      case VideoCodec::vp8: formats.push_back(video_format(vp8_payload_type, codec, "")); break;
    }
  }
  return formats;
}

std::optional<PayloadFormat> best_video(std::span<const PayloadFormat> offered,
                                        std::span<const VideoCodec> allowed) {
  const PayloadFormat* best = nullptr;
  std::optional<std::size_t> best_rank;
  for (const PayloadFormat& format : offered) {
    const auto this_rank = rank(format, allowed);
    if (!this_rank || (best_rank && *best_rank <= *this_rank)) continue;
    best = &format;
    best_rank = this_rank;
  }
  if (best == nullptr) return std::nullopt;
  const auto meant = video_format_of(*best);
  PayloadFormat answer = *best;
  answer.parameters = "";
  if (meant && meant->codec == VideoCodec::h264) answer.parameters = h264_answer(meant->h264);
  return answer;
}

std::string names_of(std::span<const VideoCodec> codecs) {
  std::string names;
  for (const VideoCodec codec : codecs) {
    if (!names.empty()) names += ", ";
    names += to_text(codec);
  }
  return names;
}

}  // namespace portero::sdp
