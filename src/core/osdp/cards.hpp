#pragma once

#include <optional>
#include <vector>

#include "base/time.hpp"
#include "core/access/bits.hpp"
#include "core/osdp/event.hpp"

namespace portero::osdp {

// A card that the panel has not fetched, and gone on after it, by then is dropped: the door opens
// within a second, or the operator is told that it does not. A panel polls several times a second.
// A card that came later could open the door for somebody else.
inline constexpr base::Duration card_patience = std::chrono::seconds(1);
inline constexpr std::size_t cards_waiting = 4;

struct Card {
  access::CommandId command;
  access::Bits bits;
  // The command's own end, where that comes first.
  base::TimePoint not_after = base::TimePoint::max();

  bool operator==(const Card&) const = default;
};

// The cards that wait for a poll. Each is given once: what the panel did not confirm is not given
// again, but when it asks for the same reply once more.
class Cards {
 public:
  void offer(const Card& card, base::TimePoint now, std::vector<Event>& events);

  // The next one, for a reply.
  [[nodiscard]] std::optional<access::Bits> give();
  // One is on its way: the reply that carried it may be repeated.
  [[nodiscard]] bool is_given() const { return given_.has_value(); }
  // The panel goes on, so that it has read the reply; true where a card was in it, and none waits.
  [[nodiscard]] bool confirmed(std::vector<Event>& events);
  // The panel began anew, or is not there.
  void interrupted(std::vector<Event>& events);
  // What nobody has fetched is lost, for the reason that is given, and what nobody has confirmed.
  void time_passed(base::TimePoint now, CardLoss why, std::vector<Event>& events);
  [[nodiscard]] std::optional<base::TimePoint> next_deadline() const;

 private:
  struct Waiting {
    Card card;
    base::TimePoint until;
  };

  std::vector<Waiting> waiting_;
  std::optional<Waiting> given_;
};

}  // namespace portero::osdp
