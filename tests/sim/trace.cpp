#include "tests/sim/trace.hpp"

#include <fmt/format.h>

namespace portero::sim {

std::string clock_text(base::TimePoint at) {
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(at.time_since_epoch());
  const auto total = ms.count();
  return fmt::format("{:02}:{:02}.{:03}", total / 60'000, total / 1000 % 60, total % 1000);
}

}  // namespace portero::sim
