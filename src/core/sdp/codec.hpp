#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/sdp/payload_format.hpp"

namespace portero::sdp {

// The audio codecs that we speak, the best sound first: the order of the setting 'Auto'.
enum class AudioCodec : std::uint8_t {
  opus,
  g722,
  speex_32000,
  speex_16000,
  pcma,
  pcmu,
  speex_8000,
  ilbc,
  gsm,
};

struct AudioCodecInfo {
  AudioCodec codec;
  std::string_view setting;     // as the settings name it: "Opus-48000-2"
  std::uint32_t sampling_rate;  // Hz; G.722's clock says 8000 all the same (RFC 3551 section 4.5.2)
  std::uint8_t payload_type;    // the one that we offer
  std::string_view encoding;    // of the rtpmap
  std::uint32_t clock_rate;     // Hz, of the rtpmap and of the RTP time stamps
  std::uint8_t channels;        // of the rtpmap: Opus always says 2 (RFC 7587 section 7)
  std::string_view parameters;  // of the fmtp that we offer
};

// All of them, the best sound first.
[[nodiscard]] std::span<const AudioCodecInfo> audio_codecs();
[[nodiscard]] const AudioCodecInfo& info(AudioCodec codec);

// What 'Auto' allows: all of them, the first choice first.
[[nodiscard]] std::vector<AudioCodec> every_audio_codec();

// The codecs that a value of the setting 'audio' allows, the first choice first: all for "Auto",
// none for "Off", one for a codec's own name; nullopt for any other text.
[[nodiscard]] std::optional<std::vector<AudioCodec>> audio_choice(std::string_view setting);

// Which of our codecs the other side means, if any.
[[nodiscard]] std::optional<AudioCodec> audio_codec_of(const PayloadFormat& format);

[[nodiscard]] PayloadFormat to_format(AudioCodec codec);

// "Opus-48000-2, PCMA-8000"
[[nodiscard]] std::string names_of(std::span<const AudioCodec> codecs);

// iLBC's frame of 20 or 30 ms, from an fmtp: 30 where nothing is said (RFC 3952 section 5).
[[nodiscard]] std::uint16_t ilbc_frame_ms(std::string_view parameters);

// Both sides use the longer frame of the two that offer and answer name (RFC 3952 section 5).
[[nodiscard]] std::uint16_t ilbc_frame_ms(std::string_view ours, std::string_view theirs);

// What a receiver of Opus asks of our encoder (RFC 7587 section 6.1).
struct OpusLimits {
  bool inband_fec = false;
  std::uint32_t max_playback_rate = 48000;             // Hz
  std::optional<std::uint32_t> max_average_bitrate{};  // bit/s

  bool operator==(const OpusLimits&) const = default;
};
[[nodiscard]] OpusLimits opus_limits(std::string_view parameters);

// Keys pressed, as RFC 4733 carries them: on the clock of the audio that they interrupt.
[[nodiscard]] bool is_telephone_event(const PayloadFormat& format);
[[nodiscard]] PayloadFormat telephone_event(std::uint8_t payload_type, std::uint32_t clock_rate);

// Those to offer beside these codecs: one for each of their clock rates, and always 8000, since
// phones without wide-band know no other.
[[nodiscard]] std::vector<PayloadFormat> telephone_events_for(std::span<const AudioCodec> codecs);

}  // namespace portero::sdp
