#pragma once

#include <optional>
#include <vector>

#include "core/call/leg.hpp"

// CALL-6: a far side that sends neither media nor signaling is asked for a sign of life after half
// the time-out, and is gone after all of it. A held phone that rightly sends no media answers.
namespace portero::call {

void hear(Leg& leg, base::TimePoint now);

// Silent for the whole time-out: taken out of legs.
std::vector<Leg> take_vanished(Legs& legs, base::Duration timeout, base::TimePoint now);

// Silent for half of it, and not asked yet: marked as asked.
std::vector<LegId> take_unprobed(Legs& legs, base::Duration timeout, base::TimePoint now);

std::optional<base::TimePoint> next_check(const Legs& legs, base::Duration timeout);

}  // namespace portero::call
