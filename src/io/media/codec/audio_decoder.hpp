#pragma once

#include <memory>

#include "base/bytes.hpp"
#include "core/sdp/codec.hpp"
#include "io/media/codec/audio_encoder.hpp"

namespace portero::codec {

// A payload with more sound than this is cut: no phone sends so much at once.
inline constexpr std::size_t max_packet_ms = 120;

// Makes sound out of the payloads of RTP packets. Any bytes may come: what cannot be read is taken
// as lost.
class AudioDecoder {
 public:
  virtual ~AudioDecoder() = default;

  [[nodiscard]] virtual Samples decode(base::ByteView payload) = 0;
  // In place of a packet that is lost: as much sound as the last one gave, fading out.
  [[nodiscard]] virtual Samples conceal() = 0;
  // The same, once the packet after it is there: some codecs repeat the last one in it.
  [[nodiscard]] virtual Samples recover(base::ByteView next) {
    static_cast<void>(next);
    return conceal();
  }
};

[[nodiscard]] std::unique_ptr<AudioDecoder> make_decoder(sdp::AudioCodec codec);

}  // namespace portero::codec
