#include "core/sdp/fingerprint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sdp/described_for_tests.hpp"

namespace portero::sdp {
namespace {

using testing::ElementsAre;

TEST(SdpFingerprint, OfTheSessionHoldsWhereTheMediaHasNone) {
  const Session session = described(
      "a=fingerprint:sha-256 AA:01\na=setup:active\n"
      "m=audio 9 UDP/TLS/RTP/SAVPF 0\n"
      "m=video 9 UDP/TLS/RTP/SAVPF 99\na=fingerprint:sha-1 BB:02\na=setup:passive\n");
  EXPECT_THAT(fingerprints_of(session, session.media[0]),
              ElementsAre(Fingerprint{"sha-256", "AA:01"}));
  EXPECT_THAT(fingerprints_of(session, session.media[1]),
              ElementsAre(Fingerprint{"sha-1", "BB:02"}));
  EXPECT_EQ(setup_of(session, session.media[0]), Setup::active);
  EXPECT_EQ(setup_of(session, session.media[1]), Setup::passive);
}

}  // namespace
}  // namespace portero::sdp
