#pragma once

#include <bitset>
#include <cstddef>
#include <optional>
#include <vector>

#include "base/time.hpp"
#include "core/dtmf/key_report.hpp"
#include "core/dtmf/telephone_events.hpp"

namespace portero::dtmf {

// Within this time all reports of one press have come: a telephone-event's first packet after the
// network's delay; a tone after that, a jitter buffer and 40 to 60 ms of listening; an INFO perhaps
// only when the key is released, and over UDP after up to two retransmissions (0.5 s and 1 s).
inline constexpr base::Duration merge_window = std::chrono::seconds(2);

// An INFO is believed up to this when it says how long its key was held.
inline constexpr base::Duration max_held = std::chrono::seconds(8);

// More presses than that within merge_window + max_held are no person's; they are refused.
inline constexpr std::size_t max_recent_presses = 64;

// Makes one press out of its reports by up to three sources (UNL-1). One instance a call leg.
//
// A report joins the oldest recent press of the same key that its own source has not reported yet,
// or else is a new press. A press is recent for merge_window after it began, or after the last
// telephone-event packet or tone that told its key to be still down; for an INFO, also as long as
// the key was held. Each source tells its presses in order.
//
// While reports of one press come within merge_window of each other, there are never more presses
// than there were. There are exactly as many when the far side tells each press by the same
// sources, however quickly they follow, and when presses of one key are further apart than twice
// the window. A press is lost:
// - that follows another one of its key within the window, and none of the sources that told the
//   other one tells it;
// - whose telephone-event, of the same key, begins exactly where the one before it ended;
// - whose telephone-event packets all come after those of the next one, or whose stream sets its
//   timestamps back without a new SSRC: such a packet cannot be told from a replayed one;
// - that is the first of a new RTP stream, within the window of one of its key in another stream;
// - that is one more than max_recent_presses, or from one stream more than max_event_streams.
// A press becomes two when its reports come further apart than the window.
class KeyPresses {
 public:
  // The key, when the report is the first one of a press.
  [[nodiscard]] std::optional<Key> handle(const KeyReport& report, base::TimePoint now);

 private:
  enum Source : std::size_t { telephone_event, info, inband };

  struct Press {
    Key key;
    base::TimePoint last_down;
    std::bitset<3> told_by;
  };

  std::optional<Key> told(Key key, Source source, base::Duration held, base::TimePoint now);
  // False where there is no such press that is recent.
  bool still_down(Key key, Source source, base::TimePoint now);
  void forget_before(base::TimePoint now);

  TelephoneEvents telephone_events_;
  std::vector<Press> recent_;  // oldest first
};

}  // namespace portero::dtmf
