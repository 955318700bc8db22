#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "core/door/pulse.hpp"

namespace portero::door {

// What the station expects of portero-relay, and by when: a process that does not do it is killed,
// and the next one begins by closing the line. Where a line that was opened goes back and is told
// late, or not at all, that comes to less than the hold time + 100 ms.
class Watch {
 public:
  // From the start of the process to Ready.
  static constexpr base::Duration start_limit = std::chrono::seconds{2};
  // From asking to what became of it, and never longer than a line that opened may stay so.
  static constexpr base::Duration answer_limit = std::chrono::milliseconds{500};
  // From the end of the hold time to LineClosed.
  static constexpr base::Duration fall_back_limit = std::chrono::milliseconds{50};
  static constexpr std::size_t pulses_unanswered = 16;

  void started(base::TimePoint now);
  void ended();
  // false: too many are unanswered, and this one may not be sent.
  [[nodiscard]] bool sends(const Pulse& pulse, base::TimePoint now);
  void told(const Report& report);

  // Asked for, and nobody knows what became of them.
  [[nodiscard]] std::vector<CommandId> unanswered() const;

  [[nodiscard]] bool awaits_ready() const { return ready_by_.has_value(); }
  // The line may let somebody in.
  [[nodiscard]] bool may_be_open() const { return closed_by_ || !unanswered_.empty(); }
  [[nodiscard]] std::optional<base::Deadline> next_deadline() const;

 private:
  struct Unanswered {
    Pulse pulse;
    base::TimePoint asked;
  };

  [[nodiscard]] std::optional<base::Duration> answered(CommandId command);

  std::optional<base::TimePoint> ready_by_;
  std::optional<base::TimePoint> closed_by_;
  std::vector<Unanswered> unanswered_;
};

}  // namespace portero::door
