#include "core/sdp/candidates.hpp"

#include <gtest/gtest.h>

namespace portero::sdp {
namespace {

TEST(Candidates, StandAtTheEndOfTheirMediaLine) {
  EXPECT_EQ(with_candidates("v=0\r\nm=video 9 X 96\r\na=mid:0\r\nm=audio 9 X 97\r\na=mid:1\r\n",
                            {{0, "candidate:1 a"}, {1, "candidate:2 b"}, {0, "candidate:3 c"}}),
            "v=0\r\n"
            "m=video 9 X 96\r\na=mid:0\r\na=candidate:1 a\r\na=candidate:3 c\r\n"
            "a=end-of-candidates\r\n"
            "m=audio 9 X 97\r\na=mid:1\r\na=candidate:2 b\r\na=end-of-candidates\r\n");
}

TEST(Candidates, OfALineThatIsNotThereAreLeftOut) {
  EXPECT_EQ(with_candidates("v=0\r\nm=audio 9 X 97\r\n", {{7, "candidate:1"}}),
            "v=0\r\nm=audio 9 X 97\r\na=end-of-candidates\r\n");
  EXPECT_EQ(with_candidates("v=0\r\n", {{0, "candidate:1"}}), "v=0\r\n");
  EXPECT_EQ(with_candidates("", {}), "");
}

}  // namespace
}  // namespace portero::sdp
