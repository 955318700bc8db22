#pragma once

#include <cstdint>

namespace portero::sim {

struct RunOptions {
  std::uint64_t seeds = 200;
  std::uint64_t first = 1;
  int calls = 50;
  bool trace = false;
  bool coverage = false;
  // Fail where some situation was never reached, or where too few calls began.
  bool demand_coverage = false;
  bool shrink = true;
  // Fail when it took longer; none for 0.
  double within_s = 0;
};

// Both print what they do; the exit status: 0 all invariants held, 1 not.
int run(const RunOptions& options);
int replay(std::uint64_t seed, int calls);

}  // namespace portero::sim
