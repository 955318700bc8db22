#include "tests/sim/shrink.hpp"

#include <algorithm>
#include <cstddef>

namespace portero::sim {
namespace {

Plan without(const Plan& plan, std::size_t from, std::size_t count) {
  Plan rest(plan.begin(), plan.begin() + static_cast<std::ptrdiff_t>(from));
  const std::size_t after = std::min(plan.size(), from + count);
  rest.insert(rest.end(), plan.begin() + static_cast<std::ptrdiff_t>(after), plan.end());
  return rest;
}

}  // namespace

Plan shrink(Plan plan, const std::function<bool(const Plan&)>& still_breaks) {
  int runs = 0;
  std::size_t part = std::max<std::size_t>(1, plan.size() / 2);
  while (!plan.empty() && runs < most_shrink_runs) {
    const std::size_t before = plan.size();
    for (std::size_t from = 0; from < plan.size() && runs < most_shrink_runs; ++runs) {
      Plan shorter = without(plan, from, part);
      if (still_breaks(shorter))
        plan = std::move(shorter);
      else
        from += part;
    }
    if (part == 1 && plan.size() == before) break;
    part = std::max<std::size_t>(1, part / 2);
  }
  return plan;
}

}  // namespace portero::sim
