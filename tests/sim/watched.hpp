#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

namespace portero::sim {

// What the process that plays tells the one that watches it.
struct Playing {
  std::atomic<std::uint64_t> seed{0};
  std::atomic<bool> finished{false};
};

// Runs `play` in a process of its own and gives its exit status. An assertion of the core aborts
// that process, a sanitizer ends it; `died` then hears the seed that it played, and the status
// is 1.
int watched(const std::function<int(Playing&)>& play,
            const std::function<void(std::uint64_t seed)>& died);

}  // namespace portero::sim
