#pragma once

#include <algorithm>
#include <optional>

#include "base/time.hpp"

namespace portero::congestion {

// How much longer packets travel than the fastest of late did: how full the queue is. Clocks may
// differ, and drift by far more than crystals do.
class QueueingDelay {
 public:
  // The fastest packet is one of the last one or two spans.
  static constexpr base::Duration fastest_span = std::chrono::seconds(10);
  static constexpr base::Duration current_span = std::chrono::milliseconds(200);

  void add(base::TimePoint sent, base::Duration arrived);

  // The least of the last one or two spans: jitter is not a queue.
  [[nodiscard]] base::Duration now() const;

 private:
  // The least of this span and of the one before.
  class Least {
   public:
    explicit Least(base::Duration span) : span_(span) {}
    void add(base::Duration at, base::Duration value);
    [[nodiscard]] std::optional<base::Duration> value() const;

   private:
    base::Duration span_;
    base::Duration begun_{};
    std::optional<base::Duration> current_;
    std::optional<base::Duration> before_;
  };

  Least fastest_{fastest_span};
  Least current_{current_span};
};

}  // namespace portero::congestion
