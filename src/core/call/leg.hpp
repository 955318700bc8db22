#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "base/time.hpp"
#include "core/call/party.hpp"

namespace portero::call {

// Somebody connected to us: in the call, or watching.
struct Leg {
  LegId id;
  Party party;
  base::TimePoint heard;
  bool held = false;
  bool probed = false;

  bool operator==(const Leg&) const = default;
};

using Legs = std::vector<Leg>;

inline Leg* find(Legs& legs, LegId id) {
  const auto found = std::ranges::find(legs, id, &Leg::id);
  return found == legs.end() ? nullptr : &*found;
}

inline const Leg* find(const Legs& legs, LegId id) {
  const auto found = std::ranges::find(legs, id, &Leg::id);
  return found == legs.end() ? nullptr : &*found;
}

// Takes the leg out, if it is there.
std::optional<Leg> take(Legs& legs, LegId id);

std::size_t count(const Legs& legs, Route route);

}  // namespace portero::call
