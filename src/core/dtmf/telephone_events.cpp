#include "core/dtmf/telephone_events.hpp"

#include <algorithm>
#include <limits>

namespace portero::dtmf {
namespace {

// A segment whose last packets were lost still ends at the longest duration that can be said; what
// is known of it is long already, or another press after that very time would be taken for it.
bool continues(const Rfc4733Event& before, const Rfc4733Event& packet) {
  constexpr std::uint16_t longest = std::numeric_limits<std::uint16_t>::max();
  const std::uint32_t ahead = packet.rtp_timestamp - before.rtp_timestamp;
  const bool contiguous = ahead == before.duration;
  const bool end_lost = ahead == longest && before.duration > longest / 2;
  return packet.key == before.key && (contiguous || end_lost);
}

// Timestamps wrap: half of their range is ahead of a given one, half behind (RFC 1982).
bool is_ahead(const Rfc4733Event& packet, const Rfc4733Event& newest) {
  return static_cast<std::int32_t>(packet.rtp_timestamp - newest.rtp_timestamp) > 0;
}

}  // namespace

EventPacket TelephoneEvents::take(const Rfc4733Event& packet) {
  const auto newest = std::ranges::find(newest_, packet.ssrc, &Rfc4733Event::ssrc);
  if (newest == newest_.end()) {
    if (newest_.size() == max_event_streams) return EventPacket::tells_nothing;
    newest_.push_back(packet);
    return newest_.size() == 1 ? EventPacket::begins : EventPacket::begins_another_stream;
  }
  if (is_ahead(packet, *newest)) {
    const bool same_press = continues(*newest, packet);
    *newest = packet;
    return same_press ? EventPacket::holds : EventPacket::begins;
  }
  const bool longer = packet.rtp_timestamp == newest->rtp_timestamp && packet.key == newest->key &&
                      packet.duration > newest->duration;
  if (!longer) return EventPacket::tells_nothing;
  newest->duration = packet.duration;
  return EventPacket::holds;
}

}  // namespace portero::dtmf
