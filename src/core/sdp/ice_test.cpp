#include "core/sdp/ice.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sdp/described_for_tests.hpp"

namespace portero::sdp {
namespace {

using testing::Optional;
using testing::SizeIs;

TEST(SdpIce, IsReadFromBothLevelsAndWrittenAgain) {
  Session session = described(
      "a=ice-lite\na=ice-ufrag:u\na=ice-pwd:p\na=ice-options:trickle\n"
      "m=audio 9 RTP/AVP 0\n"
      "a=candidate:1 1 udp 1 192.0.2.9 9 typ host\na=candidate:broken\na=end-of-candidates\n");
  const auto ice = ice_of(session, session.media[0]);
  ASSERT_TRUE(ice);
  EXPECT_TRUE(ice->lite && ice->end_of_candidates);
  EXPECT_EQ(ice->options, "trickle");
  EXPECT_THAT(ice->candidates, SizeIs(1));

  Session written;
  Media media;
  append_ice(written, media, *ice);
  EXPECT_THAT(ice_of(written, media), Optional(*ice));
}

TEST(SdpIce, NeedsFragmentAndPassword) {
  const Session session = described("m=audio 9 RTP/AVP 0\na=ice-ufrag:u\n");
  EXPECT_EQ(ice_of(session, session.media[0]), std::nullopt);
}

}  // namespace
}  // namespace portero::sdp
