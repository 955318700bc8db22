#include "tests/sim/shrink.hpp"

#include <algorithm>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::sim {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

Plan plan_of(int length) {
  Plan plan;
  for (int id = 0; id < length; ++id) plan.push_back({id, {}, Kind::visitor_presses});
  return plan;
}

bool holds(const Plan& plan, int id) {
  return std::ranges::find(plan, id, &Stimulus::id) != plan.end();
}

std::vector<int> ids(const Plan& plan) {
  std::vector<int> found;
  for (const Stimulus& stimulus : plan) found.push_back(stimulus.id);
  return found;
}

TEST(Shrink, KeepsOnlyWhatIsNeeded) {
  const Plan shortest = shrink(plan_of(500), [](const Plan& plan) {
    return holds(plan, 3) && holds(plan, 17) && holds(plan, 444);
  });

  EXPECT_THAT(ids(shortest), ElementsAre(3, 17, 444));
}

TEST(Shrink, LeavesNothingOfAPlanThatBreaksByItself) {
  EXPECT_THAT(shrink(plan_of(10), [](const Plan&) { return true; }), IsEmpty());
}

TEST(Shrink, LeavesAPlanOfWhichEverythingIsNeeded) {
  EXPECT_THAT(shrink(plan_of(9), [](const Plan& plan) { return plan.size() == 9; }), SizeIs(9));
}

TEST(Shrink, GivesUpInTheEnd) {
  int runs = 0;
  shrink(plan_of(4'000), [&](const Plan&) {
    ++runs;
    return false;
  });

  EXPECT_LE(runs, most_shrink_runs);
}

}  // namespace
}  // namespace portero::sim
