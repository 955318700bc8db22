#pragma once

#include <optional>

#include "base/time.hpp"

namespace portero::panel {

// The panel's line for a reader's LED. A long cable picks up noise, and the contact of a panel's
// relay bounces: what does not last is none of the panel's doing.
class Led {
 public:
  static constexpr base::Duration steady = std::chrono::milliseconds{20};

  explicit Led(bool active = false) : active_(active), told_(active) {}

  void moved(bool active, base::TimePoint at);

  struct Change {
    bool active;
    base::TimePoint at;  // when it began to be so

    bool operator==(const Change&) const = default;
  };
  // A state that has lasted by now, once for each.
  [[nodiscard]] std::optional<Change> lasted(base::TimePoint now);
  // When to ask again.
  [[nodiscard]] std::optional<base::TimePoint> next_deadline() const;

 private:
  bool active_;
  bool told_;
  base::TimePoint since_{};
};

}  // namespace portero::panel
