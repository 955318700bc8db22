#pragma once

#include "io/media/codec/audio_decoder.hpp"

// GSM 06.10 full rate, by libgsm: 33 bytes for 20 ms at 8 kHz (RFC 3551 section 4.5.8).
namespace portero::codec {

[[nodiscard]] std::unique_ptr<AudioEncoder> gsm_encoder(std::size_t frames_per_packet);
[[nodiscard]] std::unique_ptr<AudioDecoder> gsm_decoder();

}  // namespace portero::codec
