#include "core/door/pulses.hpp"

#include <algorithm>

namespace portero::door {

Effect Pulses::handle(const Pulse& pulse, base::TimePoint now) {
  if (now > pulse.not_after) return Objection::late;
  if (std::ranges::find(served_, pulse.command, &Served::command) != served_.end())
    return Objection::repeated;
  if (pulse.hold <= base::Duration::zero() || pulse.hold > longest_hold)
    return Objection::hold_out_of_range;
  if (!remember(pulse, now)) return Objection::too_many;
  const bool was_open = until_.has_value();
  until_ = std::max(until_.value_or(now), now + pulse.hold);
  if (was_open) return Lengthen{};
  return Open{};
}

bool Pulses::falls_back(base::TimePoint now) {
  if (!until_ || now < *until_) return false;
  until_.reset();
  return true;
}

// Only in the place of one that is late by now, so that none can be obeyed twice.
bool Pulses::remember(const Pulse& pulse, base::TimePoint now) {
  const auto free = std::ranges::find_if(
      served_, [now](const Served& served) { return served.obeyable_until < now; });
  if (free == served_.end()) return false;
  *free = {.command = pulse.command, .obeyable_until = pulse.not_after};
  return true;
}

}  // namespace portero::door
