#include "core/media/congestion/random_loss.hpp"

#include <gmock/gmock.h>

namespace portero::congestion {
namespace {

using namespace std::chrono_literals;
using Advice = RandomLoss::Advice;
using testing::DoubleNear;

class RandomLossTest : public testing::Test {
 protected:
  // 100 packets a second, of which each so-many-th is lost (0 for none), until advised or over.
  Advice send(base::Duration span, int each) {
    for (const auto end = now_ + span; now_ < end;) {
      now_ += 10ms;
      const bool is_lost = each != 0 && ++sent_ % each == 0;
      loss_.add({now_, 1000, is_lost ? std::nullopt : std::optional(base::Duration(1h))});
      if (const Advice advice = loss_.judge(now_); advice != Advice::none) return advice;
    }
    return Advice::none;
  }

  RandomLoss loss_;
  base::TimePoint now_{1h};
  int sent_ = 0;
};

TEST_F(RandomLossTest, LittleLossIsLeftToRetransmission) {
  EXPECT_EQ(send(10s, 20), Advice::none);
  EXPECT_THAT(loss_.lost(), DoubleNear(0.05, 0.011));
}

TEST_F(RandomLossTest, LossThatEndsWithTheTrialWasOurs) {
  EXPECT_EQ(send(10s, 5), Advice::back_off);
  EXPECT_EQ(send(10s, 0), Advice::confirm);
  EXPECT_EQ(loss_.anyway(), 0);
  EXPECT_EQ(send(10s, 5), Advice::back_off) << "and is looked into again";
}

TEST_F(RandomLossTest, LossThatStaysIsNotOurs) {
  EXPECT_EQ(send(10s, 5), Advice::back_off);
  EXPECT_EQ(send(10s, 5), Advice::restore);
  EXPECT_THAT(loss_.anyway(), DoubleNear(0.2, 0.03));
  EXPECT_EQ(send(60s, 5), Advice::none) << "and is not looked into any more";
}

TEST_F(RandomLossTest, WhatIsAddedToItIsLookedInto) {
  (void)send(10s, 5);
  ASSERT_EQ(send(10s, 5), Advice::restore);
  EXPECT_EQ(send(10s, 3), Advice::back_off);
}

TEST_F(RandomLossTest, ABetterLinkIsNoticed) {
  (void)send(10s, 5);
  ASSERT_EQ(send(10s, 5), Advice::restore);
  send(20s, 0);
  EXPECT_THAT(loss_.anyway(), DoubleNear(0, 0.01));
}

TEST_F(RandomLossTest, LossBesideAQueueEndsTheTrial) {
  EXPECT_EQ(send(10s, 5), Advice::back_off);
  loss_.congested();
  EXPECT_EQ(loss_.anyway(), 0);
  EXPECT_EQ(send(10s, 5), Advice::back_off) << "a new trial, with no verdict on the old one";
}

TEST_F(RandomLossTest, ALinkThatLosesMostIsNeverFine) {
  (void)send(10s, 2);
  EXPECT_EQ(send(10s, 2), Advice::restore);
  EXPECT_EQ(loss_.anyway(), RandomLoss::most);
  EXPECT_EQ(send(10s, 2), Advice::back_off);
}

TEST_F(RandomLossTest, APacketThatCameLateWasNotLost) {
  for (int i = 0; i < 100; ++i) {
    loss_.add({now_, 1000, std::nullopt});
    loss_.add({now_, 1000, base::Duration(1h), true});
  }
  EXPECT_EQ(loss_.lost(), 0);
}

}  // namespace
}  // namespace portero::congestion
