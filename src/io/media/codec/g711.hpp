#pragma once

#include "io/media/codec/audio_decoder.hpp"

// ITU-T G.711: a byte a sample, 8 kHz.
namespace portero::codec {

enum class Law : std::uint8_t { a, mu };

[[nodiscard]] std::unique_ptr<AudioEncoder> g711_encoder(Law law, std::size_t samples_per_packet);
[[nodiscard]] std::unique_ptr<AudioDecoder> g711_decoder(Law law);

}  // namespace portero::codec
