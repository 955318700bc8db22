#pragma once

#include "io/media/codec/audio_decoder.hpp"

// Opus (RFC 7587), mono at 48 kHz, frames of 20 ms, each with a coarse copy of the one before it.
namespace portero::codec {

inline constexpr std::uint32_t opus_bit_rate = 32'000;

[[nodiscard]] std::unique_ptr<AudioEncoder> opus_encoder(const sdp::OpusLimits& limits);
[[nodiscard]] std::unique_ptr<AudioDecoder> opus_decoder();

}  // namespace portero::codec
