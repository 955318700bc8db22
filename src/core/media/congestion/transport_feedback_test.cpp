#include "core/media/congestion/transport_feedback.hpp"

#include <gmock/gmock.h>

namespace portero::congestion {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

using Bytes = std::vector<std::uint8_t>;
constexpr auto lost = std::nullopt;

Bytes operator+(Bytes one, const Bytes& other) {
  one.insert(one.end(), other.begin(), other.end());
  return one;
}

// From sequence number 65534, received from 2 x 64 ms on, the third feedback. Pads with zeros.
Bytes feedback(std::uint8_t count, const Bytes& chunks_and_deltas) {
  Bytes packet = Bytes{0x8f, 205, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0xff, 0xfe, 0, count, 0, 0, 2, 3} +
                 chunks_and_deltas;
  packet.resize((packet.size() + 3) / 4 * 4);
  packet[3] = static_cast<std::uint8_t>(packet.size() / 4 - 1);
  return packet;
}

std::vector<PacketStatus> packets(const Bytes& datagram) {
  const auto parsed = parse_transport_feedback(datagram);
  EXPECT_TRUE(parsed.has_value());
  return parsed && parsed->size() == 1 ? parsed->front().packets : std::vector<PacketStatus>{};
}

FeedbackError error(const Bytes& datagram) {
  const auto parsed = parse_transport_feedback(datagram);
  EXPECT_FALSE(parsed.has_value());
  return parsed ? FeedbackError{0xff} : parsed.error();
}

TEST(TransportFeedback, ARunIsOfOneKindAndTheNumberWraps) {
  EXPECT_THAT(packets(feedback(3, {0x20, 3, 4, 0, 255})),
              ElementsAre(PacketStatus{65534, 129ms}, PacketStatus{65535, 129ms},
                          PacketStatus{0, 192'750us}));
}

TEST(TransportFeedback, ARunMayBeOfLostPackets) {
  EXPECT_THAT(packets(feedback(2, {0x00, 2})),
              ElementsAre(PacketStatus{65534, lost}, PacketStatus{65535, lost}));
}

TEST(TransportFeedback, ALargeDeltaMayGoBackwards) {
  EXPECT_THAT(packets(feedback(2, {0x40, 2, 0x01, 0x90, 0xff, 0xfc})),
              ElementsAre(PacketStatus{65534, 228ms}, PacketStatus{65535, 227ms}));
}

TEST(TransportFeedback, AVectorHasSymbolsOfOneBit) {
  EXPECT_THAT(
      packets(feedback(3, {0b1010'1000, 0, 4, 8})),
      ElementsAre(PacketStatus{65534, 129ms}, PacketStatus{65535, lost}, PacketStatus{0, 131ms}));
}

TEST(TransportFeedback, AVectorHasSymbolsOfTwoBits) {
  EXPECT_THAT(
      packets(feedback(3, {0b1101'0010, 0, 4, 0x01, 0x90})),
      ElementsAre(PacketStatus{65534, 129ms}, PacketStatus{65535, lost}, PacketStatus{0, 229ms}));
}

TEST(TransportFeedback, ChunksFollowEachOther) {
  EXPECT_THAT(packets(feedback(16, {0x80, 0, 0x20, 200, 4, 4})), SizeIs(16));
  EXPECT_THAT(packets(feedback(16, {0x80, 0, 0x20, 200, 4, 4})).back(), (PacketStatus{13, 130ms}));
}

TEST(TransportFeedback, IsCounted) {
  EXPECT_THAT(parse_transport_feedback(feedback(1, {0x00, 1})),
              (std::vector{TransportFeedback{3, {{65534, lost}}}}));
}

TEST(TransportFeedback, IsFoundBetweenOtherPackets) {
  const Bytes receiver_report{0x80, 201, 0, 1, 0, 0, 0, 1};
  const Bytes nack{0x81, 205, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 1, 0, 0};
  const Bytes one = feedback(1, {0x00, 1});
  EXPECT_THAT(parse_transport_feedback(receiver_report + one + nack + one).value(), SizeIs(2));
  EXPECT_THAT(parse_transport_feedback(receiver_report + nack).value(), IsEmpty());
}

TEST(TransportFeedback, PaddingIsNoDelta) {
  Bytes padded = feedback(1, {0x20, 1, 4, 1});
  padded[0] |= 0x20;
  EXPECT_THAT(packets(padded), ElementsAre(PacketStatus{65534, 129ms}));
  padded.back() = 2;
  EXPECT_EQ(error(padded), FeedbackError::cut_short) << "its only delta is padding";
  padded.back() = 200;
  EXPECT_EQ(error(padded), FeedbackError::cut_short);
}

TEST(TransportFeedback, IsRefusedAtEveryLengthButItsOwn) {
  const Bytes whole = feedback(3, {0b1101'0010, 0, 4, 0x01, 0x90});
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_EQ(error({whole.begin(), whole.begin() + static_cast<int>(size)}),
              FeedbackError::cut_short)
        << size;
}

TEST(TransportFeedback, ChunksAndDeltasMayNotBeMissing) {
  EXPECT_EQ(error(feedback(1, {})), FeedbackError::cut_short);
  EXPECT_EQ(error(feedback(3, {0x20, 3, 4, 4})), FeedbackError::cut_short);
  EXPECT_EQ(error(feedback(20, {0x80, 0})), FeedbackError::cut_short);
}

TEST(TransportFeedback, ARunOfNothingTellsNothing) {
  EXPECT_THAT(packets(feedback(1, {0x20, 0, 0x20, 0, 0x20, 1, 4})),
              ElementsAre(PacketStatus{65534, 129ms}));
}

TEST(TransportFeedback, ReservedSymbolsAreRefused) {
  EXPECT_EQ(error(feedback(1, {0x60, 1})), FeedbackError::reserved_symbol);
  EXPECT_EQ(error(feedback(2, {0b1100'1100, 0})), FeedbackError::reserved_symbol);
}

TEST(TransportFeedback, WhatIsNoRtcpIsRefused) {
  Bytes packet = feedback(1, {0x00, 1});
  packet[0] = 0x4f;
  EXPECT_EQ(error(packet), FeedbackError::not_rtcp);
  packet[0] = 0x8f;
  packet[1] = 96;
  EXPECT_EQ(error(packet), FeedbackError::not_rtcp);
}

TEST(TransportFeedback, FewBytesCannotTellOfEndlessPackets) {
  Bytes packet = feedback(0, {0x1f, 0xff, 0x1f, 0xff});
  packet[14] = 0x20;
  EXPECT_THAT(packets(packet), SizeIs(max_packet_statuses));
  packet[15] = 1;
  EXPECT_EQ(error(packet), FeedbackError::too_many_packets);
  packet[15] = 0;
  EXPECT_EQ(error(packet + packet), FeedbackError::too_many_packets);
}

}  // namespace
}  // namespace portero::congestion
