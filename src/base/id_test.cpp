#include "base/id.hpp"

#include <type_traits>
#include <unordered_set>

#include <gtest/gtest.h>

namespace portero::base {
namespace {

using LegId = Id<struct LegTag>;
using StationId = Id<struct StationTag>;

static_assert(!std::is_convertible_v<LegId, StationId>, "ids of two kinds could be mixed up");
static_assert(!std::is_constructible_v<LegId, StationId>, "ids of two kinds could be mixed up");
static_assert(!std::is_convertible_v<int, LegId>, "a bare number could pass for an id");
static_assert(!std::is_default_constructible_v<LegId>, "an id of nothing could exist");

TEST(Id, ComparesByValue) {
  EXPECT_EQ(LegId{7}, LegId{7});
  EXPECT_NE(LegId{7}, LegId{8});
  EXPECT_LT(LegId{7}, LegId{8});
}

TEST(Id, IsAKeyOfUnorderedContainers) {
  const std::unordered_set<LegId> seen{LegId{1}, LegId{2}, LegId{1}};
  EXPECT_EQ(seen.size(), 2U);
}

TEST(IdSequence, GivesEachIdOnce) {
  IdSequence<LegId> legs;
  EXPECT_EQ(legs.next(), LegId{1});
  EXPECT_EQ(legs.next(), LegId{2});
}

}  // namespace
}  // namespace portero::base
