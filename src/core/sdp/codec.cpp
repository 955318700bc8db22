#include "core/sdp/codec.hpp"

#include <algorithm>
#include <array>

#include "base/assert.hpp"
#include "core/sdp/rtp_attributes.hpp"
#include "core/sdp/scan.hpp"

namespace portero::sdp {
namespace {

constexpr std::string_view opus_parameters = "maxplaybackrate=48000;stereo=0;useinbandfec=1";

// clang-format off
constexpr std::array<AudioCodecInfo, 9> table{{
    {AudioCodec::opus,        "Opus-48000-2", 48000,  96, "opus",  48000, 2, opus_parameters},
    {AudioCodec::g722,        "G722-8000",    16000,   9, "G722",   8000, 1, ""},
    {AudioCodec::speex_32000, "Speex-32000",  32000,  97, "speex", 32000, 1, ""},
    {AudioCodec::speex_16000, "Speex-16000",  16000,  98, "speex", 16000, 1, ""},
    {AudioCodec::pcma,        "PCMA-8000",     8000,   8, "PCMA",   8000, 1, ""},
    {AudioCodec::pcmu,        "PCMU-8000",     8000,   0, "PCMU",   8000, 1, ""},
    {AudioCodec::speex_8000,  "Speex-8000",    8000,  99, "speex",  8000, 1, ""},
    {AudioCodec::ilbc,        "iLBC-8000",     8000, 102, "iLBC",   8000, 1, "mode=20"},
    {AudioCodec::gsm,         "GSM-8000",      8000,   3, "GSM",    8000, 1, ""},
}};
// clang-format on

struct EventPayloadType {
  std::uint32_t clock_rate;
  std::uint8_t payload_type;
};

// 101 is what every phone uses; the others are free in the table above.
constexpr std::array<EventPayloadType, 4> event_payload_types{
    {{8000, 101}, {48000, 100}, {32000, 104}, {16000, 103}}};

// Some old phones write the rate that G.722 samples at instead of the one that RFC 3551 demands.
bool has_rate(const AudioCodecInfo& codec, std::uint32_t clock_rate) {
  return codec.clock_rate == clock_rate ||
         (codec.codec == AudioCodec::g722 && clock_rate == codec.sampling_rate);
}

}  // namespace

std::span<const AudioCodecInfo> audio_codecs() { return table; }

const AudioCodecInfo& info(AudioCodec codec) {
  const auto* found = std::ranges::find(table, codec, &AudioCodecInfo::codec);
  PORTERO_ASSERT(found != table.end(), "every codec is in the table");
  return *found;
}

std::vector<AudioCodec> every_audio_codec() {
  std::vector<AudioCodec> codecs;
  for (const AudioCodecInfo& codec : table) codecs.push_back(codec.codec);
  return codecs;
}

std::optional<std::vector<AudioCodec>> audio_choice(std::string_view setting) {
  if (setting == "Off") return std::vector<AudioCodec>{};
  if (setting == "Auto") return every_audio_codec();
  for (const AudioCodecInfo& codec : table)
    if (setting == codec.setting) return std::vector{codec.codec};
  return std::nullopt;
}

std::optional<AudioCodec> audio_codec_of(const PayloadFormat& format) {
  for (const AudioCodecInfo& codec : table)
    if (same_name(codec.encoding, format.encoding) && has_rate(codec, format.clock_rate) &&
        (format.channels == 1 || format.channels == codec.channels))
      return codec.codec;
  return std::nullopt;
}

PayloadFormat to_format(AudioCodec codec) {
  const AudioCodecInfo& known = info(codec);
  return {.payload_type = known.payload_type,
          .encoding = std::string{known.encoding},
          .clock_rate = known.clock_rate,
          .channels = known.channels,
          .parameters = std::string{known.parameters}};
}

std::string names_of(std::span<const AudioCodec> codecs) {
  std::string names;
  for (const AudioCodec codec : codecs) {
    if (!names.empty()) names += ", ";
    names += info(codec).setting;
  }
  return names;
}

std::uint16_t ilbc_frame_ms(std::string_view parameters) {
  return find_parameter(parameters, "mode") == "20" ? 20 : 30;
}

std::uint16_t ilbc_frame_ms(std::string_view ours, std::string_view theirs) {
  return std::max(ilbc_frame_ms(ours), ilbc_frame_ms(theirs));
}

OpusLimits opus_limits(std::string_view parameters) {
  const auto number = [&](std::string_view name) {
    return to_number<std::uint32_t>(find_parameter(parameters, name).value_or(""));
  };
  OpusLimits limits{.inband_fec = number("useinbandfec") == 1U};
  if (const auto rate = number("maxplaybackrate"))
    limits.max_playback_rate = std::clamp(*rate, 8000U, 48000U);
  if (const auto bitrate = number("maxaveragebitrate"))
    limits.max_average_bitrate = std::clamp(*bitrate, 6000U, 510000U);
  return limits;
}

bool is_telephone_event(const PayloadFormat& format) {
  return same_name(format.encoding, "telephone-event");
}

PayloadFormat telephone_event(std::uint8_t payload_type, std::uint32_t clock_rate) {
  return {.payload_type = payload_type,
          .encoding = "telephone-event",
          .clock_rate = clock_rate,
          .parameters = "0-15"};
}

std::vector<PayloadFormat> telephone_events_for(std::span<const AudioCodec> codecs) {
  std::vector<PayloadFormat> events;
  for (const auto& [clock_rate, payload_type] : event_payload_types)
    if (clock_rate == 8000 || std::ranges::any_of(codecs, [rate = clock_rate](AudioCodec codec) {
          return info(codec).clock_rate == rate;
        }))
      events.push_back(telephone_event(payload_type, clock_rate));
  return events;
}

}  // namespace portero::sdp
