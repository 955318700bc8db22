#include "core/call/leg.hpp"

#include "core/call/liveness.hpp"

namespace portero::call {
namespace {

base::TimePoint next_check(const Leg& leg, base::Duration timeout) {
  return leg.heard + (leg.probed ? timeout : timeout / 2);
}

}  // namespace

std::optional<Leg> take(Legs& legs, LegId id) {
  const auto found = std::ranges::find(legs, id, &Leg::id);
  if (found == legs.end()) return std::nullopt;
  Leg taken = *found;
  legs.erase(found);
  return taken;
}

std::size_t count(const Legs& legs, Route route) {
  return static_cast<std::size_t>(
      std::ranges::count(legs, route, [](const Leg& leg) { return leg.party.route; }));
}

void hear(Leg& leg, base::TimePoint now) {
  leg.heard = now;
  leg.probed = false;
}

std::vector<Leg> take_vanished(Legs& legs, base::Duration timeout, base::TimePoint now) {
  std::vector<Leg> vanished;
  std::erase_if(legs, [&](const Leg& leg) {
    if (now - leg.heard < timeout) return false;
    vanished.push_back(leg);
    return true;
  });
  return vanished;
}

std::vector<LegId> take_unprobed(Legs& legs, base::Duration timeout, base::TimePoint now) {
  std::vector<LegId> silent;
  for (Leg& leg : legs) {
    if (leg.probed || now - leg.heard < timeout / 2) continue;
    leg.probed = true;
    silent.push_back(leg.id);
  }
  return silent;
}

std::optional<base::TimePoint> next_check(const Legs& legs, base::Duration timeout) {
  std::optional<base::TimePoint> first;
  for (const Leg& leg : legs)
    first = std::min(first.value_or(base::TimePoint::max()), next_check(leg, timeout));
  return first;
}

}  // namespace portero::call
