#include "core/media/congestion/sent_packets.hpp"

#include <gmock/gmock.h>

namespace portero::congestion {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr base::TimePoint start{1h};

class SentPacketsTest : public testing::Test {
 protected:
  // One packet a millisecond.
  void send(std::uint16_t first, int count, std::size_t bytes = 1000) {
    for (int i = 0; i < count; ++i, now_ += 1ms)
      packets_.sent(static_cast<std::uint16_t>(first + i), bytes, now_);
  }
  std::vector<PacketResult> told(std::vector<PacketStatus> statuses) {
    return packets_.acknowledge({0, std::move(statuses)}, now_);
  }

  SentPackets packets_;
  base::TimePoint now_ = start;
};

TEST_F(SentPacketsTest, EachIsJoinedWithWhatWasToldOfIt) {
  send(7, 2, 300);
  EXPECT_THAT(
      told({{7, 5ms}, {8, std::nullopt}}),
      ElementsAre(PacketResult{start, 300, 5ms}, PacketResult{start + 1ms, 300, std::nullopt}));
}

TEST_F(SentPacketsTest, NothingIsToldTwice) {
  send(7, 2);
  (void)told({{7, 5ms}, {8, std::nullopt}});
  EXPECT_THAT(told({{7, 5ms}, {7, 9ms}, {7, std::nullopt}, {8, std::nullopt}}), IsEmpty());
}

TEST_F(SentPacketsTest, ALostPacketMayArriveLate) {
  send(7, 1);
  (void)told({{7, std::nullopt}});
  EXPECT_THAT(told({{7, 5ms}}), ElementsAre(PacketResult{start, 1000, 5ms, true}));
  EXPECT_THAT(told({{7, 5ms}}), IsEmpty());
}

TEST_F(SentPacketsTest, PacketsNeverSentAreNotInvented) {
  EXPECT_THAT(told({{0, 5ms}, {7, 5ms}, {8, std::nullopt}}), IsEmpty());
}

TEST_F(SentPacketsTest, TheSequenceNumberWraps) {
  send(65535, 2);
  EXPECT_THAT(told({{65535, 5ms}, {0, 6ms}}),
              ElementsAre(PacketResult{start, 1000, 5ms}, PacketResult{start + 1ms, 1000, 6ms}));
}

TEST_F(SentPacketsTest, APacketIsForgottenWhenItsPlaceIsTaken) {
  send(0, SentPackets::max_packets + 1);
  EXPECT_THAT(told({{0, 5ms}}), IsEmpty());
  EXPECT_THAT(told({{1, 6ms}}), ElementsAre(PacketResult{start + 1ms, 1000, 6ms}));
}

TEST_F(SentPacketsTest, FeedbackLongAfterIsAboutAnotherPacketOfThatNumber) {
  send(7, 1);
  now_ += SentPackets::memory;
  EXPECT_THAT(told({{7, 5ms}}), IsEmpty());
}

TEST_F(SentPacketsTest, ArrivalsGoOnWhereTheReferenceTimeWraps) {
  send(0, 3);
  const base::Duration last = reference_time_period - 10ms;
  EXPECT_THAT(told({{0, last}}), ElementsAre(PacketResult{start, 1000, last}));
  EXPECT_THAT(told({{1, 5ms}}),
              ElementsAre(PacketResult{start + 1ms, 1000, reference_time_period + 5ms}));
  EXPECT_THAT(told({{2, last}}), ElementsAre(PacketResult{start + 2ms, 1000, last}))
      << "feedback that was overtaken";
}

}  // namespace
}  // namespace portero::congestion
