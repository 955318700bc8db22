#include "core/media/congestion/delay_trend.hpp"

#include <gmock/gmock.h>

namespace portero::congestion {
namespace {

using namespace std::chrono_literals;
using testing::DoubleNear;
using testing::Eq;
using testing::Optional;

// Sent every 40 ms, each that much later than the one before.
void add(DelayTrend& trend, int groups, base::Duration later, base::Duration& arrived) {
  for (int i = 0; i < groups; ++i) {
    arrived += 40ms + later;
    trend.add({40ms, 40ms + later, arrived});
  }
}

TEST(DelayTrend, NeedsItsGroups) {
  DelayTrend trend;
  base::Duration arrived = 1h;
  add(trend, 19, 1ms, arrived);
  EXPECT_THAT(trend.slope(), Eq(std::nullopt));
  add(trend, 1, 1ms, arrived);
  EXPECT_THAT(trend.slope(), Optional(testing::Gt(0)));
}

TEST(DelayTrend, IsFlatWhileNoQueueGrows) {
  DelayTrend trend;
  base::Duration arrived = 1h;
  add(trend, 50, 0ms, arrived);
  EXPECT_THAT(trend.slope(), Optional(DoubleNear(0, 1e-9)));
}

TEST(DelayTrend, IsTheShareByWhichTheLinkIsOverfilled) {
  DelayTrend trend;
  base::Duration arrived = 1h;
  add(trend, 100, 4ms, arrived);
  EXPECT_THAT(trend.slope(), Optional(DoubleNear(4.0 / 44, 0.001)));
  add(trend, 100, -4ms, arrived);
  EXPECT_THAT(trend.slope(), Optional(DoubleNear(-4.0 / 36, 0.001)));
}

TEST(DelayTrend, OfGroupsThatArriveAllAtOnceIsUnknown) {
  DelayTrend trend;
  for (int i = 0; i < 20; ++i) trend.add({40ms, 0ms, 1h});
  EXPECT_THAT(trend.slope(), Eq(std::nullopt));
}

}  // namespace
}  // namespace portero::congestion
