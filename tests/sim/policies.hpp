#pragma once

#include <cstdint>

#include "core/call/policy.hpp"

namespace portero::sim {

// The settings number `number` of a seed. Most have everything on, so that calls happen.
call::Policy policy(std::uint64_t seed, int number);

// Everything off.
inline constexpr int switched_off = 99;

}  // namespace portero::sim
