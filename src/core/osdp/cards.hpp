#pragma once

#include <optional>
#include <vector>

#include "base/time.hpp"
#include "core/access/bits.hpp"
#include "core/osdp/event.hpp"

namespace portero::osdp {

// A card that no poll has fetched by then is dropped. A panel polls several times a second, and is
// back within a second after a lost message; and the display says that the panel is silent 3 s
// after the click, unless access.feedback_timeout says otherwise. A card that came later could open
// the door for somebody else.
inline constexpr base::Duration card_patience = std::chrono::seconds(2);
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
  // Until when the reply that carried the card may be repeated; none where none is on its way.
  [[nodiscard]] std::optional<base::TimePoint> given_until() const;
  // The panel goes on, so that it has read the reply; true where a card was in it.
  [[nodiscard]] bool confirmed(std::vector<Event>& events);
  // The panel began anew, or is not there.
  void interrupted(std::vector<Event>& events);
  // What nobody has fetched is lost, for the reason that is given.
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
