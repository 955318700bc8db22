#pragma once

#include "io/media/codec/audio_decoder.hpp"
#include "io/media/ilbc/mode.hpp"

// iLBC (RFC 3951), in packets of one or more frames (RFC 3952 section 3.1).
namespace portero::codec {

[[nodiscard]] std::unique_ptr<AudioEncoder> ilbc_encoder(ilbc::Mode mode,
                                                         std::size_t frames_per_packet);
// Each packet's length tells its mode, which some phones don't keep to what they said.
[[nodiscard]] std::unique_ptr<AudioDecoder> ilbc_decoder();

}  // namespace portero::codec
