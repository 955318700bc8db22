#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/sdp/agreement.hpp"

namespace portero::codec {

// Mono, at the rate of the codec's sound (sdp::AudioCodecInfo::sampling_rate).
using Samples = std::vector<std::int16_t>;
using SampleView = std::span<const std::int16_t>;
using Payload = std::vector<std::uint8_t>;

// Makes the payloads of RTP packets out of sound.
class AudioEncoder {
 public:
  virtual ~AudioEncoder() = default;

  // What each packet takes; never more than 60 ms.
  [[nodiscard]] virtual std::size_t samples_per_packet() const = 0;
  // Exactly so many samples. Never allocates much, never waits: a sound thread may call it.
  [[nodiscard]] virtual Payload encode(SampleView samples) = 0;
};

// For the first format of an agreement, with what the far side asked for in it.
[[nodiscard]] std::unique_ptr<AudioEncoder> make_encoder(const sdp::AudioAgreement& agreement);

}  // namespace portero::codec
