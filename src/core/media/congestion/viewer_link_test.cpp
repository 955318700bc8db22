#include "core/media/congestion/viewer_link.hpp"

#include <gmock/gmock.h>

namespace portero::congestion {
namespace {

using namespace std::chrono_literals;

constexpr Bitrate sound = kbit_per_s(57);

class ViewerLinkTest : public testing::Test {
 protected:
  // Packet number is told to have come after 10 ms.
  std::expected<void, FeedbackError> tell(std::uint8_t number) {
    const auto ticks = static_cast<std::uint8_t>((now_ - start).count() / 64'000);
    const std::uint8_t rtcp[] = {0x8f, 205,    0, 5, 0, 0, 0,     1, 0,    0, 0,  2,
                                 0,    number, 0, 1, 0, 0, ticks, 0, 0x20, 1, 40, 0};
    return link_.receive(rtcp, now_);
  }
  void send_for(base::Duration span) {
    for (const auto end = now_ + span; now_ < end; now_ += 64ms) {
      link_.sent(number_, 3000, now_);
      EXPECT_TRUE(tell(number_++).has_value());
    }
  }

  static constexpr base::TimePoint start{1h};
  base::TimePoint now_ = start;
  ViewerLink link_{sound, start};
  std::uint8_t number_ = 0;
};

TEST_F(ViewerLinkTest, BeginsWithAModestPicture) {
  EXPECT_GT(link_.video(now_), kbit_per_s(300));
  EXPECT_LT(link_.video(now_), kbit_per_s(450));
}

TEST_F(ViewerLinkTest, FeedbackRaisesIt) {
  const Bitrate before = link_.video(now_);
  send_for(5s);
  EXPECT_GT(link_.video(now_), before);
}

TEST_F(ViewerLinkTest, SilenceLowersItAndPacesMoreSlowly) {
  EXPECT_EQ(link_.next_deadline(), std::nullopt);
  send_for(1s);
  const Bitrate before = link_.video(now_);
  ASSERT_TRUE(link_.next_deadline().has_value());
  now_ = link_.next_deadline()->at;
  link_.handle_deadline(now_);
  EXPECT_LT(link_.video(now_), before);
  EXPECT_GT(link_.next_deadline()->at, now_);
  (void)link_.leaves(1000, now_);
  EXPECT_GT(link_.leaves(1000, now_) - now_, 10ms);
}

TEST_F(ViewerLinkTest, WhatIsRepeatedIsTakenFromThePicture) {
  const Bitrate before = link_.video(now_);
  EXPECT_TRUE(link_.may_repeat(6000, now_));
  EXPECT_FALSE(link_.may_repeat(1000, now_));
  EXPECT_LT(link_.video(now_), before);
}

TEST_F(ViewerLinkTest, WhatIsNoRtcpIsToldAndChangesNothing) {
  const std::uint8_t junk[] = {1, 2, 3};
  EXPECT_EQ(link_.receive(junk, now_), std::unexpected(FeedbackError::cut_short));
  EXPECT_EQ(link_.next_deadline(), std::nullopt);
}

}  // namespace
}  // namespace portero::congestion
