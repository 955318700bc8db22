#pragma once

#include "io/media/codec/audio_decoder.hpp"

// Speex (RFC 5574): frames of 20 ms at 8, 16 or 32 kHz, each as many bits as it says itself.
namespace portero::codec {

enum class SpeexBand : std::uint8_t { narrow, wide, ultra_wide };

[[nodiscard]] std::unique_ptr<AudioEncoder> speex_encoder(SpeexBand band,
                                                          std::size_t frames_per_packet);
[[nodiscard]] std::unique_ptr<AudioDecoder> speex_decoder(SpeexBand band);

}  // namespace portero::codec
