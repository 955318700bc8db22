#pragma once

#include "core/call/action.hpp"
#include "core/call/state.hpp"

namespace portero::call {

// What the display shows of a state while no notice covers it.
[[nodiscard]] Show screen_of(const State& state);

}  // namespace portero::call
