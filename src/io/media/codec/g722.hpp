#pragma once

#include "io/media/codec/audio_decoder.hpp"

// ITU-T G.722 at 64 kbit/s, by spandsp: 16 kHz, a byte for two samples, though its RTP clock says
// 8000 (RFC 3551 section 4.5.2).
namespace portero::codec {

[[nodiscard]] std::unique_ptr<AudioEncoder> g722_encoder(std::size_t samples_per_packet);
[[nodiscard]] std::unique_ptr<AudioDecoder> g722_decoder();

}  // namespace portero::codec
