#include "core/sdp/direction.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sdp/described_for_tests.hpp"

namespace portero::sdp {
namespace {

TEST(SdpDirection, IsTheMediasOwnElseTheSessionsElseBothWays) {
  const Session plain = described("m=audio 9 RTP/AVP 0\n");
  EXPECT_EQ(direction_of(plain, plain.media[0]), Direction::sendrecv);
  const Session session =
      described("a=inactive\nm=audio 9 RTP/AVP 0\nm=video 9 RTP/AVP 99\na=sendonly\n");
  EXPECT_EQ(direction_of(session, session.media[0]), Direction::inactive);
  EXPECT_EQ(direction_of(session, session.media[1]), Direction::sendonly);
}

TEST(SdpDirection, OfTheOldHoldTakesReceivingAway) {
  for (const std::string address : {"IP4 0.0.0.0", "IP6 ::", "IP6 0:0:0:0:0:0:0:0"}) {
    const Session held = described("m=audio 9 RTP/AVP 0\nc=IN " + address + "\n");
    EXPECT_EQ(direction_of(held, held.media[0]), Direction::sendonly) << address;
    const Session ice = described("m=audio 9 RTP/AVP 0\nc=IN " + address + "\na=ice-ufrag:u\n");
    EXPECT_EQ(direction_of(ice, ice.media[0]), Direction::sendrecv) << address;
  }
}

TEST(SdpDirection, TurnsAroundAndMeets) {
  EXPECT_EQ(reversed(Direction::sendonly), Direction::recvonly);
  EXPECT_EQ(reversed(Direction::sendrecv), Direction::sendrecv);
  EXPECT_EQ(reversed(Direction::inactive), Direction::inactive);
  EXPECT_EQ(both(Direction::sendrecv, Direction::recvonly), Direction::recvonly);
  EXPECT_EQ(both(Direction::sendonly, Direction::recvonly), Direction::inactive);
}

}  // namespace
}  // namespace portero::sdp
