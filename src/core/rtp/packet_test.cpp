#include "core/rtp/packet.hpp"

#include <gmock/gmock.h>

#include "core/rtp/header.hpp"

namespace portero::rtp {
namespace {

using testing::ElementsAre;

TEST(RtpPacket, ReadsWhatAHeaderSays) {
  const Header header{.marker = true,
                      .payload_type = 111,
                      .sequence_number = 65535,
                      .timestamp = 7,
                      .ssrc = 8,
                      .transport_wide = TransportWide{.id = 3, .number = 9}};
  Bytes bytes;
  append(bytes, header);
  bytes.insert(bytes.end(), {1, 2, 3});
  const auto packet = parse_packet(bytes);
  ASSERT_TRUE(packet);
  EXPECT_TRUE(packet->marker);
  EXPECT_EQ(packet->payload_type, 111);
  EXPECT_EQ(packet->sequence_number, 65535);
  EXPECT_EQ(packet->timestamp, 7U);
  EXPECT_EQ(packet->ssrc, 8U);
  EXPECT_THAT(packet->payload, ElementsAre(1, 2, 3));
}

TEST(RtpPacket, PassesOverSourcesAndPadding) {
  const Bytes bytes{0xA1, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 9, 9, 9, 9, 42, 0, 0, 3};
  const auto packet = parse_packet(bytes);
  ASSERT_TRUE(packet);
  EXPECT_THAT(packet->payload, ElementsAre(42));
}

TEST(RtpPacket, RefusesWhatIsLongerThanItself) {
  const Bytes plain{0x80, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3};
  ASSERT_TRUE(parse_packet(plain));
  for (std::size_t size = 0; size < plain.size(); ++size)
    EXPECT_FALSE(parse_packet(base::ByteView{plain}.first(size))) << size;
  const auto changed = [&](std::uint8_t first, Bytes behind) {
    Bytes bytes = plain;
    bytes[0] = first;
    bytes.insert(bytes.end(), behind.begin(), behind.end());
    return parse_packet(bytes).has_value();
  };
  EXPECT_FALSE(changed(0x00, {})) << "another version";
  EXPECT_FALSE(changed(0x82, {1, 1, 1, 1})) << "two sources, one there";
  EXPECT_FALSE(changed(0x90, {0xBE, 0xDE, 0, 2, 0, 0, 0, 0})) << "an extension of two words";
  EXPECT_FALSE(changed(0xA0, {5})) << "more padding than payload";
  EXPECT_FALSE(changed(0xA0, {0})) << "padding without a length";
  EXPECT_FALSE(changed(0xA0, {})) << "padding where nothing is";
}

TEST(RtpPacket, TellsWhatSharesItsPort) {
  EXPECT_EQ(kind_of(Bytes{0x80, 111}), Datagram::rtp);
  EXPECT_EQ(kind_of(Bytes{0x80, 0x80 | 96}), Datagram::rtp);
  EXPECT_EQ(kind_of(Bytes{0x81, 200}), Datagram::rtcp);
  EXPECT_EQ(kind_of(Bytes{0x8F, 205}), Datagram::rtcp);
  EXPECT_EQ(kind_of(Bytes{22, 254, 253}), Datagram::other) << "DTLS";
  EXPECT_EQ(kind_of(Bytes{0, 1, 0, 0}), Datagram::other) << "STUN";
  EXPECT_EQ(kind_of(Bytes{0x80}), Datagram::other);
  EXPECT_EQ(kind_of({}), Datagram::other);
}

}  // namespace
}  // namespace portero::rtp
