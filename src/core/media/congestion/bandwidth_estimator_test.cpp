#include "core/media/congestion/bandwidth_estimator.hpp"

#include <gmock/gmock.h>

#include "base/dice.hpp"

namespace portero::congestion {
namespace {

using namespace std::chrono_literals;

// A link with a queue, fed with the estimate itself: 1000 bytes at a time, told of every 100 ms.
class BandwidthEstimatorTest : public testing::Test {
 protected:
  void play(base::Duration span, Bitrate link, int loss_percent = 0) {
    for (const auto end = now_ + span; now_ < end;) {
      std::vector<PacketResult> results;
      for (const auto told = now_ + 100ms; now_ < told;) {
        now_ += base::Duration(8'000'000'000 / estimator_.estimate().bits_per_s);
        free_ = std::max(free_, now_) + base::Duration(8'000'000'000 / link.bits_per_s);
        const bool is_full = free_ - now_ > 300ms;
        if (is_full) free_ -= base::Duration(8'000'000'000 / link.bits_per_s);
        const bool is_lost = is_full || dice_.percent(loss_percent);
        results.push_back(
            {now_, 1000, is_lost ? std::nullopt : std::optional(free_.time_since_epoch() + 1h)});
      }
      estimator_.handle(results, now_);
    }
  }

  BandwidthEstimator estimator_;
  base::Dice dice_{1};
  base::TimePoint now_{1h};
  base::TimePoint free_;
};

TEST_F(BandwidthEstimatorTest, FindsTheLink) {
  play(20s, kbit_per_s(700));
  EXPECT_NEAR(estimator_.estimate() / kbit_per_s(700), 0.95, 0.15);
  EXPECT_LT(estimator_.queueing(), 150ms);
  EXPECT_LT(estimator_.lost(), 0.01);
}

TEST_F(BandwidthEstimatorTest, FollowsTheLinkDownAtOnce) {
  play(20s, kbit_per_s(2000));
  EXPECT_GT(estimator_.estimate(), kbit_per_s(1500));
  play(2s, kbit_per_s(400));
  EXPECT_LT(estimator_.estimate(), kbit_per_s(440));
}

TEST_F(BandwidthEstimatorTest, FollowsTheLinkUpWithinSeconds) {
  play(20s, kbit_per_s(400));
  play(15s, kbit_per_s(2000));
  EXPECT_GT(estimator_.estimate(), kbit_per_s(900));
}

// A controller that halves its rate at 10 % loss ends at its minimum on a bad radio, though
// retransmission repairs all of it.
TEST_F(BandwidthEstimatorTest, RandomLossIsNoCongestion) {
  play(30s, kbit_per_s(2000), 10);
  EXPECT_GT(estimator_.estimate(), kbit_per_s(1300));
  EXPECT_NEAR(estimator_.lost(), 0.1, 0.06);
}

TEST_F(BandwidthEstimatorTest, SendsLessIntoSilence) {
  EXPECT_EQ(estimator_.next_deadline(), std::nullopt);
  play(10s, kbit_per_s(700));
  const Bitrate before = estimator_.estimate();
  const auto deadline = estimator_.next_deadline();
  ASSERT_TRUE(deadline.has_value());
  EXPECT_EQ(deadline->at, now_ + BandwidthEstimator::silence);
  estimator_.handle_deadline(deadline->at - 1us);
  EXPECT_EQ(estimator_.estimate(), before);
  estimator_.handle_deadline(deadline->at);
  EXPECT_LT(estimator_.estimate(), before);
  EXPECT_EQ(estimator_.next_deadline()->at, deadline->at + BandwidthEstimator::silence_again);
}

TEST_F(BandwidthEstimatorTest, NothingToldChangesNothing) {
  estimator_.handle({}, now_);
  EXPECT_EQ(estimator_.estimate(), RateLimits{}.start);
  EXPECT_EQ(estimator_.next_deadline(), std::nullopt);
}

}  // namespace
}  // namespace portero::congestion
