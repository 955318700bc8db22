#pragma once

#include <functional>

#include "tests/sim/stimulus.hpp"

namespace portero::sim {

inline constexpr int most_shrink_runs = 3000;

// The shortest plan found for which `still_breaks` holds, as it does for the given one: delta
// debugging by leaving out ever smaller parts (Zeller, Hildebrandt 2002).
Plan shrink(Plan plan, const std::function<bool(const Plan&)>& still_breaks);

}  // namespace portero::sim
