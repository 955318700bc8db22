#include "tests/sim/world.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/sim/plan.hpp"
#include "tests/sim/policies.hpp"

namespace portero::sim {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> story(std::uint64_t seed, const Plan& plan) {
  World world(seed, plan, policy(seed, 0));
  std::vector<std::string> lines;
  world.trace.listen([&](const Line& line) {
    lines.push_back(clock_text(line.at) + " " + line.who + " " + line.what);
  });
  world.run();
  return lines;
}

TEST(World, TellsTheSameStoryForTheSameSeed) {
  const Plan plan = make_plan(7, 20);

  const auto once = story(7, plan);

  EXPECT_THAT(once, Not(IsEmpty()));
  EXPECT_EQ(once, story(7, plan));
  EXPECT_NE(once, story(8, make_plan(8, 20)));
}

// So that a plan can be shrunk: leaving one stimulus out changes no message of another.
TEST(World, TellsTheSameOfAStimulusWithoutALaterOne) {
  Plan plan{{0, base::TimePoint{} + std::chrono::seconds(5), Kind::visitor_presses},
            {1, base::TimePoint{} + std::chrono::minutes(9), Kind::visitor_presses}};
  const auto begin_of = [](std::vector<std::string> lines) {
    std::erase_if(lines, [](const std::string& line) { return line >= "00:08"; });
    return lines;
  };

  const auto both = begin_of(story(3, plan));
  plan.pop_back();

  EXPECT_THAT(both, Contains(HasSubstr("rings phone")));
  EXPECT_EQ(begin_of(story(3, plan)), both);
}

}  // namespace
}  // namespace portero::sim
