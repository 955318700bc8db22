#include "core/dtmf/rtp_event.hpp"

#include <vector>

#include <gmock/gmock.h>

namespace portero::dtmf {
namespace {

using testing::Eq;

constexpr std::uint8_t types[] = {101, 96};

using Packet = std::vector<std::uint8_t>;

// Sequence number 7, time stamp 0x01020304, SSRC 0x0a0b0c0d; key 5, volume 10, duration 400.
Packet key_five() {
  return {0x80, 0x80 | 101, 0, 7, 1, 2, 3, 4, 0x0a, 0x0b, 0x0c, 0x0d, 5, 10, 1, 0x90};
}

const Rfc4733Event five{*Key::from_character('5'), 0x0a0b0c0d, 0x01020304, 400};

TEST(RtpEvent, IsReadOutOfItsPacket) { EXPECT_THAT(parse_rtp_event(key_five(), types), Eq(five)); }

TEST(RtpEvent, IsFoundBehindContributingSourcesAndAnExtension) {
  Packet packet = key_five();
  packet[0] = 0x80 | 0x10 | 2;
  const Packet between{1, 1, 1, 1, 2, 2, 2, 2, 0xbe, 0xde, 0, 1, 3, 3, 3, 3};
  packet.insert(packet.begin() + 12, between.begin(), between.end());
  EXPECT_THAT(parse_rtp_event(packet, types), Eq(five));
}

TEST(RtpEvent, IsNothingUnderAnotherPayloadType) {
  Packet packet = key_five();
  packet[1] = 0;
  EXPECT_THAT(parse_rtp_event(packet, types), Eq(std::nullopt));
}

TEST(RtpEvent, IsNothingInAnotherVersion) {
  Packet packet = key_five();
  packet[0] = 0x40;
  EXPECT_THAT(parse_rtp_event(packet, types), Eq(std::nullopt));
}

// RFC 4733 table 3 ends its keys at 15; 16 is a flash.
TEST(RtpEvent, IsNothingWhereItIsNoKey) {
  Packet packet = key_five();
  packet[12] = 16;
  EXPECT_THAT(parse_rtp_event(packet, types), Eq(std::nullopt));
}

TEST(RtpEvent, IsNothingWhereThePacketIsCutAnywhere) {
  const Packet whole = key_five();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const Packet cut{whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)};
    EXPECT_THAT(parse_rtp_event(cut, types), Eq(std::nullopt)) << size;
  }
}

TEST(RtpEvent, IsNothingWhereAnExtensionClaimsMoreThanThereIs) {
  Packet packet = key_five();
  packet[0] |= 0x10;
  const Packet extension{0xbe, 0xde, 0xff, 0xff};
  packet.insert(packet.begin() + 12, extension.begin(), extension.end());
  EXPECT_THAT(parse_rtp_event(packet, types), Eq(std::nullopt));
}

}  // namespace
}  // namespace portero::dtmf
