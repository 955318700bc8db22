// The input is packets of RTP, each behind its length in two bytes, as they come from a browser
// whose key is right. Whatever they hold, the sound that comes of each is bounded.
#include <cstddef>
#include <cstdint>

#include "base/assert.hpp"
#include "base/bytes.hpp"
#include "core/rtp/packet.hpp"
#include "io/media/webrtc/hearing.hpp"

using namespace portero;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t most_samples = 48 * codec::max_packet_ms;
  constexpr std::size_t most_filled = 5;
  std::size_t heard = 0;
  webrtc::Hearing hearing{111, [&](std::span<const std::int16_t> sound) { heard += sound.size(); }};
  base::TimePoint now{std::chrono::hours(1)};
  base::ByteReader reader{{data, size}};
  while (const auto length = reader.u16()) {
    const auto bytes = reader.bytes(*length);
    if (!bytes) break;
    now += std::chrono::milliseconds(20);
    const auto packet = rtp::parse_packet(*bytes);
    if (!packet) continue;
    PORTERO_ASSERT(packet->payload.size() + 12 <= bytes->size(), "the payload lies in the packet");
    const std::size_t before = heard;
    hearing.take(*packet, now);
    PORTERO_ASSERT(heard - before <= most_samples * (most_filled + 1), "bounded");
    static_cast<void>(hearing.reception().due_report(now));
  }
  return 0;
}
