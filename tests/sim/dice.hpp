#pragma once

#include "base/dice.hpp"

namespace portero::sim {

using base::Dice;
using base::mix;

}  // namespace portero::sim
