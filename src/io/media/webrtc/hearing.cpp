#include "io/media/webrtc/hearing.hpp"

#include <algorithm>
#include <utility>

#include "core/sdp/codec.hpp"
#include "io/media/webrtc/limits.hpp"

namespace portero::webrtc {
namespace {

constexpr std::uint32_t clock_rate = 48'000;  // RFC 7587 section 4.1
constexpr std::uint16_t most_filled = 5;      // packets; a longer gap is silence

}  // namespace

Hearing::Hearing(std::uint8_t payload_type, Heard heard)
    : payload_type_(payload_type),
      heard_(std::move(heard)),
      decoder_(codec::make_decoder(sdp::AudioCodec::opus)),
      reception_(clock_rate),
      samples_(max_decoded_per_second * clock_rate, clock_rate) {}

void Hearing::take(const rtp::ReceivedPacket& packet, base::TimePoint now) {
  if (packet.payload_type != payload_type_) return;
  const auto missing = reception_.take(packet, now);
  if (!missing || !samples_.lends(now)) return;
  fill(*missing, packet.payload);
  give(decoder_->decode(packet.payload));
}

void Hearing::give(const codec::Samples& samples) {
  samples_.spend(static_cast<double>(samples.size()));
  heard_(samples);
}

// The last of them may be repeated in the one that follows.
void Hearing::fill(std::uint16_t missing, base::ByteView next) {
  for (std::uint16_t left = std::min(missing, most_filled); left > 0; --left)
    give(left == 1 ? decoder_->recover(next) : decoder_->conceal());
}

}  // namespace portero::webrtc
