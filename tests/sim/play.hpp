#pragma once

#include <cstdint>

namespace portero::sim {

// One pleasant call, told as it happens; at once where fast, else in real time.
int play(std::uint64_t seed, bool fast);

}  // namespace portero::sim
