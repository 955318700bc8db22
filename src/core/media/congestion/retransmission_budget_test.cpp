#include "core/media/congestion/retransmission_budget.hpp"

#include <gmock/gmock.h>

namespace portero::congestion {
namespace {

using namespace std::chrono_literals;

constexpr base::TimePoint start{1h};

// How many packets of 1000 bytes pass when one is asked for each millisecond.
int allowed(RetransmissionBudget& budget, base::TimePoint from, base::Duration span) {
  int count = 0;
  for (auto at = from; at < from + span; at += 1ms) count += budget.allow(1000, at) ? 1 : 0;
  return count;
}

TEST(RetransmissionBudget, IsAShareOfTheLink) {
  RetransmissionBudget budget(start);
  budget.set_estimate(kbit_per_s(1000), start);
  (void)allowed(budget, start, 2s);
  EXPECT_NEAR(allowed(budget, start + 2s, 8s), 250, 1);
}

TEST(RetransmissionBudget, HasAMinimum) {
  RetransmissionBudget budget(start);
  budget.set_estimate(kbit_per_s(60), start);
  (void)allowed(budget, start, 2s);
  EXPECT_NEAR(allowed(budget, start + 2s, 8s), 40, 1);
}

TEST(RetransmissionBudget, SavesForAKeyFrameWithHoles) {
  RetransmissionBudget budget(start);
  EXPECT_EQ(allowed(budget, start, 1ms * 7), 6) << "before anything is known";
  budget.set_estimate(kbit_per_s(1000), start);
  EXPECT_EQ(allowed(budget, start + 1min, 1ms * 20), 16) << "half a second's worth, no more";
}

TEST(RetransmissionBudget, TellsWhatWasUsed) {
  RetransmissionBudget budget(start);
  budget.set_estimate(kbit_per_s(1000), start);
  EXPECT_EQ(budget.used(start), Bitrate{});
  (void)allowed(budget, start, 10s);
  EXPECT_NEAR(budget.used(start + 10s) / kbit_per_s(250), 1, 0.05);
  EXPECT_LT(budget.used(start + 13s), kbit_per_s(20));
}

}  // namespace
}  // namespace portero::congestion
