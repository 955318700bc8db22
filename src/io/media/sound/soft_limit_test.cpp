#include "io/media/sound/soft_limit.hpp"

#include <gtest/gtest.h>

namespace portero::sound {
namespace {

TEST(SoftLimit, LeavesOneVoiceAsItIs) {
  for (int sample = -22'000; sample <= 22'000; sample += 1000) {
    EXPECT_EQ(softly_limited(static_cast<float>(sample)), sample);
  }
}

TEST(SoftLimit, GrowsForEverAndNeverCuts) {
  std::int16_t before = 0;
  for (float sample = 0; sample < 60'000; sample += 500) {
    const std::int16_t limited = softly_limited(sample);
    EXPECT_GE(limited, before);
    EXPECT_EQ(softly_limited(-sample), -limited);
    before = limited;
  }
  EXPECT_GT(softly_limited(40'000), softly_limited(33'000));
  EXPECT_EQ(softly_limited(1e9F), 32'767);
}

TEST(SoftLimit, ClippedRoundsAndStaysIn16Bits) {
  EXPECT_EQ(clipped(1.6F), 2);
  EXPECT_EQ(clipped(-1e6F), -32'768);
  EXPECT_EQ(clipped(1e6F), 32'767);
}

}  // namespace
}  // namespace portero::sound
