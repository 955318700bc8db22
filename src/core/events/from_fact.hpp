#pragma once

#include <optional>
#include <string>

#include "base/time.hpp"
#include "core/call/record.hpp"
#include "core/events/event.hpp"

namespace portero::events {

// One moment by both clocks: the call's own, and the time of day.
struct Moment {
  base::TimePoint process;
  Time day;

  // When something was that the call tells with its own clock.
  [[nodiscard]] Time day_of(base::TimePoint then) const {
    return day - std::chrono::duration_cast<std::chrono::milliseconds>(process - then);
  }
};

// The call that a fact belongs to.
[[nodiscard]] std::optional<call::CallId> call_of(const call::Fact& fact);

// The label names the fact's call beyond the process; it is empty where there is none.
[[nodiscard]] Event event_of(const call::Fact& fact, std::string label, const Moment& now);

// "201, 202": as many as fit.
[[nodiscard]] std::string names_of(const std::vector<call::Party>& parties);

}  // namespace portero::events
