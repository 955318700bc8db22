#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/dtmf/key_report.hpp"

namespace portero::dtmf {

// A far side that changes its SSRC more often than this within one leg is not heard any more.
inline constexpr std::size_t max_event_streams = 16;

enum class EventPacket : std::uint8_t {
  begins,  // the first packet of an event
  // The first packet of a stream after another one. Its event may be one that began there: a PBX
  // that lets the phones talk directly changes the stream in the middle of a key press.
  begins_another_stream,
  holds,  // the key of the current event has been down for longer now
  tells_nothing,
};

// Tells the first packet of a telephone-event from all that follow it (RFC 4733). All packets of an
// event bear the RTP timestamp of its beginning. An event longer than a duration can say is sent in
// segments: each begins where the one before it ended (2.5.1.3), which continues the event.
//
// Timestamps of a stream only go forward: a packet older than the stream's newest event, replayed
// or just late, tells nothing. So of two events whose packets overtake each other altogether only
// the later one is told.
class TelephoneEvents {
 public:
  [[nodiscard]] EventPacket take(const Rfc4733Event& packet);

 private:
  std::vector<Rfc4733Event> newest_;  // one a stream
};

}  // namespace portero::dtmf
