#include "core/sip/srv_order.hpp"

#include <map>
#include <string>

#include <gmock/gmock.h>

namespace portero::sip {
namespace {

using testing::ElementsAre;

dns::Srv srv(std::uint16_t priority, std::uint16_t weight, std::string target) {
  return {.priority = priority, .weight = weight, .port = 5060, .target = std::move(target)};
}

std::vector<std::string> targets(const std::vector<dns::Srv>& records) {
  std::vector<std::string> names;
  for (const dns::Srv& record : records) names.push_back(record.target);
  return names;
}

std::map<std::string, int> first_of_thousand(const std::vector<dns::Srv>& records) {
  base::Dice dice{1};
  std::map<std::string, int> counts;
  for (int i = 0; i < 1000; ++i) ++counts[srv_order(records, dice).front().target];
  return counts;
}

TEST(SrvOrder, PutsTheLowestPriorityFirst) {
  base::Dice dice{1};
  EXPECT_THAT(
      targets(srv_order({srv(20, 0, "spare"), srv(10, 0, "main"), srv(30, 9, "last")}, dice)),
      ElementsAre("main", "spare", "last"));
}

TEST(SrvOrder, SharesTheLoadByWeight) {
  const auto counts = first_of_thousand({srv(1, 30, "heavy"), srv(1, 10, "light")});
  EXPECT_NEAR(counts.at("heavy"), 750, 60);
  EXPECT_NEAR(counts.at("light"), 250, 60);
}

TEST(SrvOrder, LeavesASmallChanceToWeightZero) {
  const auto counts = first_of_thousand({srv(1, 99, "heavy"), srv(1, 0, "none")});
  EXPECT_GT(counts.at("none"), 0);
  EXPECT_LT(counts.at("none"), 40);
}

TEST(SrvOrder, KeepsEveryRecordOnce) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    base::Dice dice{seed};
    EXPECT_THAT(targets(srv_order({srv(1, 5, "a"), srv(1, 0, "b"), srv(1, 65535, "c")}, dice)),
                testing::UnorderedElementsAre("a", "b", "c"));
  }
}

TEST(SrvOrder, PassesOverWhatIsTooMuch) {
  std::vector<dns::Srv> records;
  for (std::uint16_t i = 0; i < 1000; ++i) records.push_back(srv(1000 - i, 1, std::to_string(i)));
  base::Dice dice{1};
  const auto ordered = srv_order(records, dice);
  EXPECT_EQ(ordered.size(), max_srv_records);
  EXPECT_EQ(ordered.front().target, "999");
}

TEST(SrvOrder, OfNothingIsNothing) {
  base::Dice dice{1};
  EXPECT_TRUE(srv_order({}, dice).empty());
}

}  // namespace
}  // namespace portero::sip
