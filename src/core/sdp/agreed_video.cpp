#include <algorithm>

#include "core/sdp/agreed_lines.hpp"

namespace portero::sdp {
namespace {

// A format with what it means, read once.
struct Read {
  PayloadFormat format;
  VideoFormat meant;
};

std::vector<Read> read_formats(std::span<const PayloadFormat> formats) {
  std::vector<Read> read;
  for (const PayloadFormat& format : formats)
    if (const auto meant = video_format_of(format)) read.push_back({format, *meant});
  return read;
}

// An answer may lower the level, never change codec or packing (RFC 6184 section 8.2.2).
bool answers(const VideoFormat& answer, const VideoFormat& offer) {
  return answer.codec == offer.codec &&
         answer.h264.packetization_mode == offer.h264.packetization_mode;
}

std::optional<std::uint32_t> max_kbps(std::span<const Bandwidth> bandwidths) {
  constexpr std::uint64_t beyond_any_camera = 1'000'000;
  std::optional<std::uint32_t> lowest;
  for (const auto& [type, value] : bandwidths) {
    if (type != "AS" && type != "TIAS") continue;
    const std::uint64_t kbps = type == "TIAS" ? value / 1000 : value;
    const auto bounded = static_cast<std::uint32_t>(std::min(kbps, beyond_any_camera));
    lowest = std::min(lowest.value_or(bounded), bounded);
  }
  return lowest;
}

std::vector<std::string> common_feedback(const Media& ours, std::uint8_t our_payload_type,
                                         const Media& theirs, std::uint8_t their_payload_type) {
  const auto own = feedback_for(ours, our_payload_type);
  auto common = feedback_for(theirs, their_payload_type);
  std::erase_if(common,
                [&](const std::string& kind) { return std::ranges::find(own, kind) == own.end(); });
  return common;
}

}  // namespace

std::optional<VideoAgreement> agree_video(const AgreedLines& lines) {
  auto transport = transport_of(lines.ours, lines.theirs, lines.offerer);
  if (!transport) return std::nullopt;
  const auto all_offered = payload_formats(lines.offer());
  const auto offered = read_formats(all_offered);
  for (const Read& answer : read_formats(payload_formats(lines.answer()))) {
    const auto offer = std::ranges::find_if(
        offered, [&](const Read& other) { return answers(answer.meant, other.meant); });
    if (offer == offered.end()) continue;
    const auto& [ours, theirs] = lines.as_seen_by_us(*offer, answer);
    return VideoAgreement{
        .line = lines.number,
        .transport = *std::move(transport),
        .direction = both(lines.direction(), Direction::sendonly),
        .format = theirs.meant,
        .payload_type = theirs.format.payload_type,
        .feedback = common_feedback(lines.ours.media, ours.format.payload_type, lines.theirs.media,
                                    theirs.format.payload_type),
        .max_kbps = max_kbps(lines.theirs.media.bandwidths),
        .why = lines.why(to_text(answer.meant.codec), all_offered)};
  }
  return std::nullopt;
}

}  // namespace portero::sdp
