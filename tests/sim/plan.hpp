#pragma once

#include <cstdint>

#include "tests/sim/stimulus.hpp"

namespace portero::sim {

// The stimuli of a seed: `calls` episodes around a call each, with what goes wrong around them.
Plan make_plan(std::uint64_t seed, int calls);

}  // namespace portero::sim
