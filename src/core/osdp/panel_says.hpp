#pragma once

#include <optional>
#include <vector>

#include "base/time.hpp"
#include "core/osdp/event.hpp"

namespace portero::osdp {

// As long as any station waits for its panel (access.feedback_timeout).
inline constexpr base::Duration longest_awaited_answer = std::chrono::seconds(30);

// LED and output, as the panel sets them, and what they mean for whoever waits (UNL-4): green, or
// the output active, is granted; red is denied. A panel also sets them for reasons of its own, and
// again and again as they are. So only after a card was fetched is anything an answer; of what
// stays, only what differs from before; and only the first.
class PanelSays {
 public:
  // LED (0x69) and OUT (0x68), which are records of these sizes. False where they are not.
  [[nodiscard]] bool led(base::ByteView records, base::TimePoint now, std::vector<Event>& events);
  [[nodiscard]] bool out(base::ByteView records, base::TimePoint now, std::vector<Event>& events);

  void card_fetched(base::TimePoint now) { awaited_until_ = now + longest_awaited_answer; }
  // Another card waits: what comes now answers one before it.
  void card_offered() { awaited_until_.reset(); }
  // What was only for a time is over.
  void time_passed(base::TimePoint now, std::vector<Event>& events);
  [[nodiscard]] std::optional<base::TimePoint> next_deadline() const;

  [[nodiscard]] bool output_active() const;

 private:
  // Until its time is over, or until it is cancelled.
  template <class Value>
  struct Temporary {
    Value value;
    std::optional<base::TimePoint> until;
  };

  void led_record(base::ByteView record, base::TimePoint now, std::vector<Event>& events);
  void out_record(base::ByteView record, base::TimePoint now, std::vector<Event>& events);
  void answer(access::PanelOutcome outcome, base::TimePoint now, std::vector<Event>& events);

  std::optional<Colour> permanent_led_;
  std::optional<Temporary<Colour>> temporary_led_;
  bool permanent_output_ = false;
  std::optional<Temporary<bool>> temporary_output_;
  std::optional<base::TimePoint> awaited_until_;
};

}  // namespace portero::osdp
