#include "core/rtp/outgoing_stream.hpp"

#include <gmock/gmock.h>

#include "core/rtp/packet.hpp"

namespace portero::rtp {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

class OutgoingStreamTest : public testing::Test {
 protected:
  OutgoingPacket send(std::uint8_t byte, base::TimePoint sampled) {
    return stream_.packet(std::make_shared<const Bytes>(1, byte), false, sampled, numbers_, now_);
  }

  TransportWideNumbers numbers_;
  base::TimePoint now_{100s};
  OutgoingStream stream_{
      {.ssrc = 7,
       .payload_type = 96,
       .clock_rate = 90'000,
       .transport_wide_id = 3,
       .repetition = Repetition{.ssrc = 8, .payload_type = 97}},
      {.sequence_number = 0x7FFF, .repeated_sequence_number = 5, .timestamp = 0xFFFF'FFFF}};
};

TEST_F(OutgoingStreamTest, NumbersWhatItSends) {
  const OutgoingPacket first = send(1, now_);
  const OutgoingPacket second = send(2, now_);
  const auto read_first = parse_packet(first.bytes);
  const auto read_second = parse_packet(second.bytes);
  ASSERT_TRUE(read_first && read_second);
  EXPECT_EQ(read_first->sequence_number, 0x7FFF);
  EXPECT_EQ(read_second->sequence_number, 0x8000);
  EXPECT_EQ(read_second->ssrc, 7U);
  EXPECT_EQ(read_second->payload_type, 96);
  EXPECT_THAT(read_second->payload, ElementsAre(2));
  EXPECT_EQ(first.transport_wide_number, 0);
  EXPECT_EQ(second.transport_wide_number, 1);
}

// Opus counts 960 for 20 ms, always: a browser takes another step for lost sound.
TEST_F(OutgoingStreamTest, CountsTimeWithoutRounding) {
  OutgoingStream sound{{.ssrc = 9, .payload_type = 111, .clock_rate = 48'000}, {}};
  base::TimePoint at{123'456'789us};
  std::optional<std::uint32_t> last;
  for (int i = 0; i < 200; ++i, at += 20ms) {
    const auto packet =
        sound.packet(std::make_shared<const Bytes>(1), false, at, numbers_, at).bytes;
    const std::uint32_t timestamp = parse_packet(packet)->timestamp;
    if (last) EXPECT_EQ(timestamp - *last, 960U);
    last = timestamp;
  }
}

// RFC 4588 section 4.
TEST_F(OutgoingStreamTest, RepeatsAsAnotherStream) {
  const OutgoingPacket sent = send(1, now_);
  const auto again = stream_.repeat(0x7FFF, numbers_, now_);
  ASSERT_TRUE(again);
  const auto read = parse_packet(again->bytes);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->ssrc, 8U);
  EXPECT_EQ(read->payload_type, 97);
  EXPECT_EQ(read->sequence_number, 5);
  EXPECT_EQ(read->timestamp, parse_packet(sent.bytes)->timestamp);
  EXPECT_THAT(read->payload, ElementsAre(0x7F, 0xFF, 1));
  EXPECT_EQ(again->transport_wide_number, 1) << "a number of its own";
  EXPECT_EQ(stream_.counts().repeated, 1U);
  EXPECT_EQ(stream_.counts().packets, 1U);
}

TEST_F(OutgoingStreamTest, RepeatsNothingThatIsOldOrNeverWas) {
  send(1, now_);
  EXPECT_FALSE(stream_.repeat(1, numbers_, now_));
  EXPECT_EQ(stream_.bytes_of(1, now_), 0U);
  EXPECT_EQ(stream_.bytes_of(0x7FFF, now_), 1U);
  EXPECT_FALSE(stream_.repeat(0x7FFF, numbers_, now_ + RecentlySent::max_age + 1ms));
}

TEST_F(OutgoingStreamTest, RepeatsNothingThatIsUnderWay) {
  send(1, now_);
  ASSERT_TRUE(stream_.repeat(0x7FFF, numbers_, now_));
  EXPECT_FALSE(stream_.repeat(0x7FFF, numbers_, now_));
  EXPECT_TRUE(stream_.repeat(0x7FFF, numbers_, now_ + RecentlySent::least_between_repeats));
}

TEST_F(OutgoingStreamTest, RepeatsNothingWhereNobodyAgreedOnIt) {
  OutgoingStream stream{{.ssrc = 9}, {}};
  static_cast<void>(stream.packet(std::make_shared<const Bytes>(1), false, now_, numbers_, now_));
  EXPECT_FALSE(stream.repeat(0, numbers_, now_));
  EXPECT_EQ(stream.bytes_of(0, now_), 0U);
}

TEST_F(OutgoingStreamTest, ReportsOnceASecond) {
  send(1, now_);
  send(2, now_);
  const auto report = stream_.due_report(now_);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->packets, 2U);
  EXPECT_EQ(report->payload_bytes, 2U);
  EXPECT_EQ(report->timestamp, 0xFFFF'FFFF + 9'000'000U) << "100 s of 90 kHz";
  EXPECT_FALSE(stream_.due_report(now_ + 999ms));
  EXPECT_TRUE(stream_.due_report(now_ + 1s));
}

TEST_F(OutgoingStreamTest, RemembersWhatIsReportedOfIt) {
  stream_.take({.ssrc = 7, .fraction_lost = 64, .cumulative_lost = 12});
  EXPECT_EQ(stream_.counts().lost, 12);
  EXPECT_EQ(stream_.counts().lost_share, 0.25);
}

}  // namespace
}  // namespace portero::rtp
