#include <algorithm>

#include <fmt/format.h>

#include "core/sdp/agreed_lines.hpp"
#include "core/sdp/rtp_attributes.hpp"

namespace portero::sdp {
namespace {

constexpr std::uint16_t usual_packet_time_ms = 20;
constexpr std::uint16_t longest_packet_time_ms = 60;

// Their a=ptime where it is one that phones use; a multiple of the codec's frame.
std::uint16_t packet_time(const Media& theirs, std::uint16_t frame_ms) {
  const std::uint16_t asked = packet_time_ms(theirs).value_or(usual_packet_time_ms);
  const std::uint16_t longest = packet_time_ms(theirs, "maxptime").value_or(longest_packet_time_ms);
  const std::uint16_t wanted = std::min({asked, longest, longest_packet_time_ms});
  return std::max(frame_ms, static_cast<std::uint16_t>(wanted / frame_ms * frame_ms));
}

const PayloadFormat* find_codec(std::span<const PayloadFormat> formats, AudioCodec codec) {
  const auto found = std::ranges::find(formats, std::optional{codec}, audio_codec_of);
  return found == formats.end() ? nullptr : &*found;
}

const PayloadFormat* find_event(std::span<const PayloadFormat> formats, std::uint32_t clock_rate) {
  const auto found = std::ranges::find_if(formats, [&](const PayloadFormat& format) {
    return is_telephone_event(format) && format.clock_rate == clock_rate;
  });
  return found == formats.end() ? nullptr : &*found;
}

// In the order of the answer. Each codec is looked for once, however often an answer repeats it.
std::vector<AudioFormat> common_formats(const AgreedLines& lines,
                                        std::span<const PayloadFormat> offered,
                                        std::span<const PayloadFormat> answered) {
  std::vector<AudioFormat> formats;
  for (const PayloadFormat& answer : answered) {
    const auto codec = audio_codec_of(answer);
    if (!codec || std::ranges::find(formats, *codec, &AudioFormat::codec) != formats.end())
      continue;
    const PayloadFormat* offer = find_codec(offered, *codec);
    if (offer == nullptr) continue;
    const auto& [ours, theirs] = lines.as_seen_by_us(*offer, answer);
    formats.push_back({.codec = *codec,
                       .send_payload_type = theirs.payload_type,
                       .receive_payload_type = ours.payload_type,
                       .remote_parameters = theirs.parameters});
  }
  return formats;
}

std::vector<TelephoneEvent> common_events(const AgreedLines& lines,
                                          std::span<const PayloadFormat> offered,
                                          std::span<const PayloadFormat> answered) {
  std::vector<TelephoneEvent> events;
  for (const PayloadFormat& answer : answered) {
    if (!is_telephone_event(answer)) continue;
    const PayloadFormat* offer = find_event(offered, answer.clock_rate);
    if (offer == nullptr) continue;
    const auto& [ours, theirs] = lines.as_seen_by_us(*offer, answer);
    events.push_back({.send_payload_type = theirs.payload_type,
                      .receive_payload_type = ours.payload_type,
                      .clock_rate = answer.clock_rate});
  }
  return events;
}

}  // namespace

std::expected<AudioAgreement, Rejection> agree_audio(const AgreedLines& lines) {
  const auto offered = payload_formats(lines.offer());
  const auto answered = payload_formats(lines.answer());
  auto transport = transport_of(lines.ours, lines.theirs, lines.offerer);
  if (!transport) return std::unexpected(std::move(transport.error()));
  AudioAgreement audio{.line = lines.number,
                       .transport = *std::move(transport),
                       .direction = lines.direction(),
                       .formats = common_formats(lines, offered, answered),
                       .telephone_events = common_events(lines, offered, answered)};
  if (audio.formats.empty())
    return std::unexpected(
        Rejection{.code = WarnCode::incompatible_media_format,
                  .text = fmt::format("No common audio codec: {} was answered to an offer of {}",
                                      names_of(answered), names_of(offered))});
  const AudioCodec codec = audio.formats.front().codec;
  if (codec == AudioCodec::ilbc)
    audio.ilbc_frame_ms = ilbc_frame_ms(find_codec(offered, codec)->parameters,
                                        find_codec(answered, codec)->parameters);
  audio.packet_time_ms =
      packet_time(lines.theirs.media, audio.ilbc_frame_ms.value_or(usual_packet_time_ms));
  audio.why = lines.why(info(codec).setting, offered);
  return audio;
}

}  // namespace portero::sdp
