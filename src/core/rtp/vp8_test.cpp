#include "core/rtp/vp8.hpp"

#include <gmock/gmock.h>

namespace portero::rtp {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Vp8Payload, SaysWhereTheFrameBeginsAndWhichItIs) {
  const auto payloads = vp8_payloads(Bytes{7, 8, 9}, 0x1234, 6);
  EXPECT_THAT(payloads, ElementsAre(ElementsAre(0x90, 0x80, 0x92, 0x34, 7, 8),
                                    ElementsAre(0x80, 0x80, 0x92, 0x34, 9)));
}

TEST(Vp8Payload, HoldsTheWholeFrame) {
  const Bytes frame(10'000, 5);
  const auto payloads = vp8_payloads(frame, 1, 1178);
  std::size_t bytes = 0;
  for (const Bytes& payload : payloads) {
    EXPECT_LE(payload.size(), 1178U);
    bytes += payload.size() - 4;
  }
  EXPECT_EQ(bytes, frame.size());
  EXPECT_THAT(payloads, SizeIs(9));
  EXPECT_THAT(vp8_payloads({}, 1, 1178), IsEmpty());
}

}  // namespace
}  // namespace portero::rtp
