#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>

#include "core/rtp/packet.hpp"
#include "core/rtp/reception.hpp"
#include "io/media/codec/audio_decoder.hpp"
#include "io/media/webrtc/token_bucket.hpp"

namespace portero::webrtc {

// Makes sound of the Opus that comes from a browser, as it comes: whoever plays it waits for what
// is late (sound/voice_buffer.hpp), and what comes after a later packet is lost.
class Hearing {
 public:
  using Heard = std::function<void(std::span<const std::int16_t>)>;  // 48 kHz, mono

  Hearing(std::uint8_t payload_type, Heard heard);

  void take(const rtp::ReceivedPacket& packet, base::TimePoint now);
  [[nodiscard]] rtp::Reception& reception() { return reception_; }
  [[nodiscard]] const rtp::Reception& reception() const { return reception_; }

 private:
  void fill(std::uint16_t missing, base::ByteView next);
  void give(const codec::Samples& samples);

  std::uint8_t payload_type_;
  Heard heard_;
  std::unique_ptr<codec::AudioDecoder> decoder_;
  rtp::Reception reception_;
  TokenBucket samples_;  // to decode: who sends more than there is time would have the processor
};

}  // namespace portero::webrtc
