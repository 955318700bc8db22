#include "core/display/light.hpp"

#include <limits>

#include <gmock/gmock.h>

namespace portero::display {
namespace {

using testing::Optional;

TEST(LightTest, WhatWaitsDimsWhenNothingHasHappenedForHalfAMinute) {
  EXPECT_EQ(light_of(View::waiting, 0), Light::full);
  EXPECT_EQ(light_of(View::waiting, 29'999), Light::full);
  EXPECT_EQ(light_of(View::waiting, 30'000), Light::dimmed);
  EXPECT_EQ(light_of(View::waiting, 86'400'000), Light::dimmed);
}

// A visitor in a call touches nothing, and whoever cannot call has to read why.
TEST(LightTest, NothingElseDims) {
  for (const View view : all_views) {
    if (view == View::waiting) continue;
    EXPECT_EQ(light_of(view, 86'400'000), Light::full) << name(view);
    EXPECT_EQ(dims_in_ms(view, 0), std::nullopt) << name(view);
  }
}

// Nothing ticks until then, nor afterwards.
TEST(LightTest, SaysWhenToLookAgain) {
  EXPECT_THAT(dims_in_ms(View::waiting, 0), Optional(30'000));
  EXPECT_THAT(dims_in_ms(View::waiting, 29'999), Optional(1));
  EXPECT_EQ(dims_in_ms(View::waiting, 30'000), std::nullopt);
  EXPECT_THAT(dims_in_ms(View::waiting, std::numeric_limits<std::int64_t>::min()),
              Optional(30'000));
}

// Of its light a third is left, of its ground's nothing, and it is read as well as before.
TEST(LightTest, WhatIsDimmedIsDarkerAndStandsOutAsMuch) {
  const Look bright = look_of(View::waiting);
  const Look dim = dimmed(bright);
  constexpr Colour black = 0x000000;
  EXPECT_GE(contrast(dim.text, dim.background), 7.0);
  EXPECT_GE(contrast(dim.icon_colour, dim.background), 7.0);
  EXPECT_LE(contrast(dim.text, black), contrast(bright.text, black) / 2.8);
  EXPECT_LT(contrast(dim.background, black), contrast(bright.background, black));
  EXPECT_EQ(dim.icon, bright.icon) << "no state is told by light alone";
  EXPECT_FALSE(dim.moves);
}

}  // namespace
}  // namespace portero::display
