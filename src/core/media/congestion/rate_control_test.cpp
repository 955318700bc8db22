#include "core/media/congestion/rate_control.hpp"

#include <gmock/gmock.h>

namespace portero::congestion {
namespace {

using namespace std::chrono_literals;

class RateControlTest : public testing::Test {
 protected:
  // What was sent and came through, as shares of the estimate, every 100 ms.
  void pass(base::Duration span, Usage usage, double sent = 1, double came = 1) {
    for (const auto end = now_ + span; now_ < end; now_ += 100ms) {
      traffic_.sent = rate_.estimate() * sent;
      traffic_.acknowledged = rate_.estimate() * came;
      rate_.handle(usage, traffic_, now_);
    }
  }
  void overuse(std::int64_t came_kbit_per_s) {
    traffic_.sent = rate_.estimate();
    traffic_.acknowledged = kbit_per_s(came_kbit_per_s);
    rate_.handle(Usage::overused, traffic_, now_ += 1s);
  }
  double share_of(std::int64_t kilobits) const { return rate_.estimate() / kbit_per_s(kilobits); }

  RateControl rate_{{}};
  Traffic traffic_{std::nullopt, std::nullopt, 100ms, 0ms};
  base::TimePoint now_{1h};
};

TEST_F(RateControlTest, GrowsByAShareASecondFarFromTheLastCongestion) {
  pass(10s, Usage::normal);
  EXPECT_NEAR(share_of(450), 2.6, 0.1);
}

TEST_F(RateControlTest, GrowsSlowlyNearTheLastCongestion) {
  overuse(400);
  EXPECT_EQ(rate_.estimate(), kbit_per_s(340));
  pass(2s, Usage::normal);
  EXPECT_NEAR(share_of(340 + 36), 1, 0.01);
}

TEST_F(RateControlTest, GrowsFastAgainBeyondIt) {
  overuse(400);
  pass(10s, Usage::normal);
  const Bitrate beyond = rate_.estimate();
  pass(1s, Usage::normal);
  EXPECT_NEAR(rate_.estimate() / beyond, 1.1, 0.02);
}

TEST_F(RateControlTest, DoesNotGrowBeforeTheQueueIsEmpty) {
  overuse(400);
  traffic_.queueing = 100ms;
  pass(1s, Usage::normal);
  EXPECT_EQ(rate_.estimate(), kbit_per_s(340));
  pass(3s, Usage::normal);
  EXPECT_GT(rate_.estimate(), kbit_per_s(340)) << "somebody else fills the queue";
}

TEST_F(RateControlTest, DecreasesOncePerRoundTrip) {
  overuse(400);
  traffic_.acknowledged = kbit_per_s(200);
  rate_.handle(Usage::overused, traffic_, now_ + 100ms);
  EXPECT_EQ(rate_.estimate(), kbit_per_s(340));
  rate_.handle(Usage::overused, traffic_, now_ + 200ms);
  EXPECT_EQ(rate_.estimate(), kbit_per_s(170));
}

TEST_F(RateControlTest, OveruseNeverIncreases) {
  overuse(4000);
  EXPECT_LE(rate_.estimate(), kbit_per_s(450));
}

TEST_F(RateControlTest, WaitsWhileTheQueueEmpties) {
  pass(5s, Usage::underused);
  EXPECT_EQ(rate_.estimate(), kbit_per_s(450));
}

// A street where nothing moves takes a tenth of the rate. The estimate followed that at each spike
// of delay, and the next visitor was seen through mud for half a minute.
TEST_F(RateControlTest, AQuietSceneIsNoLimit) {
  for (int i = 0; i < 3; ++i) {
    pass(5s, Usage::normal, 0.2, 0.2);
    pass(100ms, Usage::overused, 0.2, 0.2);
  }
  EXPECT_GE(rate_.estimate(), kbit_per_s(300));
}

TEST_F(RateControlTest, AQuietSceneOnALinkThatFailsIsOne) {
  pass(100ms, Usage::overused, 0.5, 0.2);
  EXPECT_NEAR(share_of(450), 0.17, 0.01);
}

TEST_F(RateControlTest, AQuietSceneProvesNothing) {
  pass(60s, Usage::normal, 0.2, 0.2);
  EXPECT_EQ(rate_.estimate(), kbit_per_s(450));
}

TEST_F(RateControlTest, IsAtMostSoMuchMoreThanWhatCameThrough) {
  for (int i = 0; i < 600; ++i) {
    traffic_.sent = traffic_.acknowledged = kbit_per_s(1000);
    rate_.handle(Usage::normal, traffic_, now_ += 100ms);
  }
  EXPECT_NEAR(share_of(1000), RateControl::headroom, 0.03);
}

TEST_F(RateControlTest, WhatCameThroughWithoutAQueueIsBelieved) {
  for (int i = 0; i < 20; ++i) {
    traffic_.sent = traffic_.acknowledged = kbit_per_s(2000);
    rate_.handle(Usage::normal, traffic_, now_ += 100ms);
  }
  EXPECT_GE(share_of(2000), 0.95);
}

TEST_F(RateControlTest, WhatIsLostAnywayIsSentOnTop) {
  traffic_.lost_anyway = 0.2;
  overuse(400);
  EXPECT_NEAR(share_of(500), 0.85, 0.001);
}

TEST_F(RateControlTest, ComesBackFromATrialThatBlamesTheLink) {
  pass(5s, Usage::normal);
  const Bitrate before = rate_.estimate();
  traffic_.sent = before;
  traffic_.acknowledged = before * 0.9;
  rate_.back_off(traffic_, now_);
  EXPECT_LT(rate_.estimate(), before * 0.8);
  rate_.restore(now_ + 2s);
  EXPECT_EQ(rate_.estimate(), before);
}

// A viewer on a lossy radio was taken for one whose link is too slow, and saw stills for 5 s.
TEST_F(RateControlTest, ALinkIsCongestedOnceTheTrialSaysSo) {
  traffic_.sent = traffic_.acknowledged = rate_.estimate();
  rate_.back_off(traffic_, now_);
  EXPECT_EQ(rate_.last_decrease(), std::nullopt);
  rate_.confirm(now_ + 2s);
  EXPECT_EQ(rate_.last_decrease(), now_ + 2s);
  const Bitrate confirmed = rate_.estimate();
  rate_.restore(now_ + 3s);
  EXPECT_EQ(rate_.estimate(), confirmed) << "there is nothing to come back from";
}

TEST_F(RateControlTest, DoesNotComeBackWhenAQueueGrewInBetween) {
  traffic_.sent = traffic_.acknowledged = rate_.estimate();
  rate_.back_off(traffic_, now_);
  overuse(200);
  rate_.restore(now_ + 2s);
  EXPECT_EQ(rate_.estimate(), kbit_per_s(170));
}

TEST_F(RateControlTest, StaysWithinItsLimits) {
  pass(60s, Usage::normal);
  EXPECT_EQ(rate_.estimate(), RateLimits{}.highest);
  for (int i = 0; i < 100; ++i) rate_.starve();
  EXPECT_EQ(rate_.estimate(), RateLimits{}.lowest);
}

}  // namespace
}  // namespace portero::congestion
