#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <vector>

#include "base/time.hpp"
#include "core/access/wiegand.hpp"
#include "core/panel/message.hpp"

namespace portero::panel {

// A SendCard that was found sound.
struct Card {
  CommandId command;
  access::Bits bits;
  access::WiegandTiming timing;
  base::TimePoint not_after;

  bool operator==(const Card&) const = default;
};

// None for a card without bits, and for times that no reader has.
[[nodiscard]] std::optional<Card> card_of(const SendCard& asked);

// Which card goes over the wires next: one at a time, each command once, none when it is late.
class Queue {
 public:
  static constexpr std::size_t waiting_at_most = 4;
  static constexpr std::size_t commands_remembered = 64;
  // A panel knows by the silence that a card is over.
  static constexpr base::Duration rest = std::chrono::milliseconds{250};

  [[nodiscard]] std::optional<Objection> add(const Card& card, base::TimePoint now);

  // Those that waited too long.
  [[nodiscard]] std::vector<CommandId> late(base::TimePoint now);
  // To be sent now; none while another one is sent, and in the rest behind it.
  [[nodiscard]] std::optional<Card> next(base::TimePoint now);
  void over(base::TimePoint now);

  // Since when one is being sent.
  [[nodiscard]] std::optional<base::TimePoint> sending_since() const { return sending_since_; }
  // When to ask for the next one, or for those that are late.
  [[nodiscard]] std::optional<base::TimePoint> next_deadline() const;

 private:
  std::deque<Card> waiting_;
  std::deque<CommandId> known_;
  std::optional<base::TimePoint> sending_since_;
  base::TimePoint rests_until_ = base::TimePoint::min();
};

}  // namespace portero::panel
