#include "core/sip/session_ids.hpp"

#include <gtest/gtest.h>

namespace portero::sip {
namespace {

TEST(SessionIds, AreMadeOfTheWholeEntropy) {
  const SessionIds ids = session_ids({{0x1, 0x2, 0x3, 0x8, 0x5, 0x0000'0007'ffff'fffe}});
  EXPECT_EQ(ids.call_id, "00000000000000010000000000000002");
  EXPECT_EQ(ids.tag, "0000000000000003");
  EXPECT_EQ(ids.sdp_session_id, "4");
  EXPECT_EQ(ids.cnonce, "0000000000000005");
  EXPECT_EQ(ids.first_rseq, 0x7fff'ffffU);
  EXPECT_EQ(ids.dice, 7U);
}

TEST(SessionIds, NeverBeginWithResponseNumberZero) { EXPECT_EQ(session_ids({}).first_rseq, 1U); }

}  // namespace
}  // namespace portero::sip
