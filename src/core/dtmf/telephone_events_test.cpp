#include "core/dtmf/telephone_events.hpp"

#include <gtest/gtest.h>

namespace portero::dtmf {
namespace {

using enum EventPacket;

constexpr std::uint32_t caller_ssrc = 0xCAFE;
constexpr Key key_one = *Key::from_character('1');

Rfc4733Event packet(std::uint32_t timestamp, std::uint16_t duration, Key key = key_zero,
                    std::uint32_t ssrc = caller_ssrc) {
  return {key, ssrc, timestamp, duration};
}

class TelephoneEventsTest : public testing::Test {
 protected:
  TelephoneEvents events_;
};

TEST_F(TelephoneEventsTest, BeginOnceHoweverManyPacketsTheyHave) {
  EXPECT_EQ(events_.take(packet(8'000, 160)), begins);
  EXPECT_EQ(events_.take(packet(8'000, 320)), holds);
  EXPECT_EQ(events_.take(packet(8'000, 480)), holds);
  EXPECT_EQ(events_.take(packet(8'000, 480)), tells_nothing);
  EXPECT_EQ(events_.take(packet(8'000, 320)), tells_nothing);
}

TEST_F(TelephoneEventsTest, BeginWithWhicheverPacketComesFirst) {
  EXPECT_EQ(events_.take(packet(8'000, 480)), begins);
  EXPECT_EQ(events_.take(packet(8'000, 160)), tells_nothing);
}

TEST_F(TelephoneEventsTest, BeginWithEachNewerTimestamp) {
  EXPECT_EQ(events_.take(packet(8'000, 480)), begins);
  EXPECT_EQ(events_.take(packet(9'000, 160)), begins);
  EXPECT_EQ(events_.take(packet(10'000, 160, key_one)), begins);
}

TEST_F(TelephoneEventsTest, NeverBeginAgainWhenReplayed) {
  EXPECT_EQ(events_.take(packet(8'000, 480)), begins);
  EXPECT_EQ(events_.take(packet(16'000, 480, key_one)), begins);
  EXPECT_EQ(events_.take(packet(8'000, 480)), tells_nothing);
  EXPECT_EQ(events_.take(packet(8'000, 9'000)), tells_nothing);
  EXPECT_EQ(events_.take(packet(16'000, 480, key_one)), tells_nothing);
}

TEST_F(TelephoneEventsTest, GoForwardAcrossTheWrapOfTimestamps) {
  EXPECT_EQ(events_.take(packet(0xFFFFFF00, 100)), begins);
  EXPECT_EQ(events_.take(packet(0x00000100, 100)), begins);
  EXPECT_EQ(events_.take(packet(0xFFFFFF00, 100)), tells_nothing);
}

TEST_F(TelephoneEventsTest, ContinueInTheSegmentThatBeginsWhereTheLastOneEnded) {
  EXPECT_EQ(events_.take(packet(0, 400)), begins);
  EXPECT_EQ(events_.take(packet(0, 65'535)), holds);
  EXPECT_EQ(events_.take(packet(65'535, 160)), holds);
  EXPECT_EQ(events_.take(packet(65'535, 320)), holds);
  EXPECT_EQ(events_.take(packet(65'855, 160)), holds);
  EXPECT_EQ(events_.take(packet(67'000, 160)), begins);
}

TEST_F(TelephoneEventsTest, ContinueInTheNextSegmentWhenTheEndOfTheLastOneWasLost) {
  EXPECT_EQ(events_.take(packet(1'000, 40'000)), begins);
  EXPECT_EQ(events_.take(packet(66'535, 160)), holds);
}

TEST_F(TelephoneEventsTest, BeginAgainAsLongAfterAShortOneAsASegmentMayLast) {
  EXPECT_EQ(events_.take(packet(1'000, 400)), begins);
  EXPECT_EQ(events_.take(packet(66'535, 160)), begins);
}

TEST_F(TelephoneEventsTest, DoNotContinueInAnotherKey) {
  EXPECT_EQ(events_.take(packet(1'000, 400)), begins);
  EXPECT_EQ(events_.take(packet(1'400, 160, key_one)), begins);
}

TEST_F(TelephoneEventsTest, KeepTheirFirstKeyWhenAnotherOneBearsTheirTimestamp) {
  EXPECT_EQ(events_.take(packet(1'000, 400)), begins);
  EXPECT_EQ(events_.take(packet(1'000, 800, key_one)), tells_nothing);
}

TEST_F(TelephoneEventsTest, OfOneStreamDoNotTouchThoseOfAnother) {
  EXPECT_EQ(events_.take(packet(8'000, 160)), begins);
  EXPECT_EQ(events_.take(packet(4'000, 160, key_zero, caller_ssrc + 1)), begins_another_stream);
  EXPECT_EQ(events_.take(packet(4'000, 160, key_zero, caller_ssrc)), tells_nothing);
}

TEST_F(TelephoneEventsTest, AreHeardFromABoundedNumberOfStreams) {
  EXPECT_EQ(events_.take(packet(8'000, 160, key_zero, 0)), begins);
  for (std::uint32_t stream = 1; stream < max_event_streams; ++stream)
    EXPECT_EQ(events_.take(packet(8'000, 160, key_zero, stream)), begins_another_stream);
  EXPECT_EQ(events_.take(packet(8'000, 160, key_zero, max_event_streams)), tells_nothing);
  EXPECT_EQ(events_.take(packet(16'000, 160, key_zero, 0)), begins);
}

}  // namespace
}  // namespace portero::dtmf
