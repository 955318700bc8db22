#pragma once

#include <cstdint>
#include <variant>

#include "base/time.hpp"
#include "core/dtmf/key.hpp"

namespace portero::dtmf {

// One RTP packet of a telephone-event. Timestamp and duration count in the event's clock rate.
struct Rfc4733Event {
  Key key;
  std::uint32_t ssrc;
  std::uint32_t rtp_timestamp;
  std::uint16_t duration;

  bool operator==(const Rfc4733Event&) const = default;
};

// One SIP INFO request; its transaction has removed retransmissions already. `held` is the duration
// that application/dtmf-relay tells, zero where there is none.
struct InfoKey {
  Key key;
  base::Duration held{0};

  bool operator==(const InfoKey&) const = default;
};

// One tone found in the sound: reported when it begins, and again, as going on, at least once a
// second while it lasts.
struct InbandTone {
  Key key;
  bool goes_on = false;

  bool operator==(const InbandTone&) const = default;
};

using KeyReport = std::variant<Rfc4733Event, InfoKey, InbandTone>;

}  // namespace portero::dtmf
