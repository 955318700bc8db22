#include "core/rtp/header.hpp"

#include <gmock/gmock.h>

namespace portero::rtp {
namespace {

using testing::ElementsAre;

TEST(RtpHeader, IsWrittenAsRfc3550Says) {
  Bytes packet;
  append(packet, {.marker = true,
                  .payload_type = 96,
                  .sequence_number = 0x1234,
                  .timestamp = 0x01020304,
                  .ssrc = 0xA1B2C3D4});
  EXPECT_THAT(packet, ElementsAre(0x80, 0xE0, 0x12, 0x34, 1, 2, 3, 4, 0xA1, 0xB2, 0xC3, 0xD4));
}

TEST(RtpHeader, CarriesATransportWideNumber) {
  Bytes packet;
  append(packet, {.payload_type = 0, .transport_wide = TransportWide{.id = 4, .number = 0xABCD}});
  EXPECT_EQ(packet.size(), max_header_bytes);
  EXPECT_EQ(packet[0], 0x90);
  EXPECT_THAT((Bytes{packet.begin() + 12, packet.end()}),
              ElementsAre(0xBE, 0xDE, 0, 1, 0x41, 0xAB, 0xCD, 0));
}

}  // namespace
}  // namespace portero::rtp
