#include "core/rtp/reception.hpp"

#include <gtest/gtest.h>

namespace portero::rtp {
namespace {

using namespace std::chrono_literals;

class ReceptionTest : public testing::Test {
 protected:
  std::optional<std::uint16_t> take(std::uint16_t number, std::uint32_t ssrc = 7) {
    now_ += 20ms;
    timestamp_ += 960;
    return reception_.take({.sequence_number = number, .timestamp = timestamp_, .ssrc = ssrc},
                           now_);
  }

  base::TimePoint now_{100s};
  std::uint32_t timestamp_ = 0xFFFF'FF00;
  Reception reception_{48'000};
};

TEST_F(ReceptionTest, TellsHowManyAreMissing) {
  EXPECT_EQ(take(65534), 0);
  EXPECT_EQ(take(65535), 0);
  EXPECT_EQ(take(2), 2) << "0 and 1";
  EXPECT_EQ(reception_.counts().lost, 2U);
  EXPECT_EQ(reception_.counts().packets, 3U);
}

TEST_F(ReceptionTest, PlaysNothingLateOrTwice) {
  EXPECT_EQ(take(10), 0);
  EXPECT_EQ(take(12), 1);
  EXPECT_FALSE(take(11));
  EXPECT_FALSE(take(12));
  EXPECT_EQ(take(13), 0);
}

TEST_F(ReceptionTest, BeginsAnewWithAnotherSource) {
  EXPECT_EQ(take(10), 0);
  EXPECT_EQ(take(5, 8), 0);
  EXPECT_EQ(take(6, 8), 0);
}

TEST_F(ReceptionTest, TakesALongGapForABeginning) {
  EXPECT_EQ(take(10), 0);
  EXPECT_EQ(take(11 + Reception::max_missing), 0);
  EXPECT_EQ(reception_.counts().lost, 0U);
}

// A sender that began anew with the same SSRC would never be heard again.
TEST_F(ReceptionTest, FollowsWhoStaysBehind) {
  EXPECT_EQ(take(1000), 0);
  std::uint16_t number = 1;
  for (int i = 1; i < Reception::max_late; ++i) EXPECT_FALSE(take(number++));
  EXPECT_EQ(take(number++), 0);
  EXPECT_EQ(take(number), 0);
}

TEST_F(ReceptionTest, ReportsWhatWasLostSinceTheLast) {
  take(0);
  take(4);
  reception_.take(TheirReport{.ssrc = 7, .compact_ntp = 99}, now_);
  const auto first = reception_.due_report(now_ + 500ms);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->ssrc, 7U);
  EXPECT_EQ(first->fraction_lost, 3 * 256 / 5);
  EXPECT_EQ(first->cumulative_lost, 3U);
  EXPECT_EQ(first->highest_sequence_number, 4U);
  EXPECT_EQ(first->last_report, 99U);
  EXPECT_EQ(first->since_last_report, 32'768U);
  EXPECT_FALSE(reception_.due_report(now_ + 1400ms));
  take(5);
  const auto second = reception_.due_report(now_ + 1500ms);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->fraction_lost, 0);
  EXPECT_EQ(second->cumulative_lost, 3U);
}

TEST_F(ReceptionTest, CountsTheTurnsOfTheNumbers) {
  take(65535);
  take(0);
  EXPECT_EQ(reception_.due_report(now_)->highest_sequence_number, 0x10000U);
}

TEST_F(ReceptionTest, MeasuresJitter) {
  for (std::uint16_t number = 0; number < 50; ++number) take(number);
  EXPECT_LT(reception_.counts().jitter, 100us);
  for (std::uint16_t number = 50; number < 200; ++number) {
    now_ += number % 2 == 0 ? 5ms : -5ms;
    take(number);
  }
  EXPECT_GT(reception_.counts().jitter, 4ms);
  EXPECT_LT(reception_.counts().jitter, 11ms);
}

TEST_F(ReceptionTest, ReportsNothingBeforeAnythingCame) {
  EXPECT_FALSE(reception_.due_report(now_));
}

}  // namespace
}  // namespace portero::rtp
