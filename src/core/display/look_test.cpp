#include "core/display/look.hpp"

#include <map>

#include <gmock/gmock.h>

#include "core/display/level.hpp"

namespace portero::display {
namespace {

// EN 301 549 and the project's own promise: readable in the sun and by tired eyes.
constexpr double wanted = 7.0;

TEST(ContrastTest, IsThatOfWcag) {
  EXPECT_DOUBLE_EQ(contrast(0x000000, 0xffffff), 21.0);
  EXPECT_DOUBLE_EQ(contrast(0x123456, 0x123456), 1.0);
  EXPECT_NEAR(contrast(0x767676, 0xffffff), 4.54, 0.01);
}

TEST(LookTest, TextAndIconStandOutFromTheirGround) {
  for (const View view : all_views) {
    const Look look = look_of(view);
    EXPECT_GE(contrast(look.text, look.background), wanted) << name(view);
    EXPECT_GE(contrast(look.icon_colour, look.background), wanted) << name(view);
  }
}

TEST(LookTest, WhatCanBeTouchedStandsOutFromItsPlatePressedOrNot) {
  EXPECT_GE(contrast(look_of(View::directory).text, plate), wanted);
  EXPECT_GE(contrast(look_of(View::directory).background, look_of(View::directory).text), wanted);
}

// DSP-10: who sees no colours still sees a different shape.
TEST(LookTest, NoTwoStatesHaveOneShape) {
  std::map<Icon, View> seen;
  for (const View view : all_views) {
    if (view == View::still_ringing) continue;
    const auto [other, is_new] = seen.emplace(look_of(view).icon, view);
    EXPECT_TRUE(is_new) << name(view) << " looks like " << name(other->second);
  }
}

// DSP-1 to DSP-4.
TEST(LookTest, ThePhoneIsWhiteThenGreenWithABarAndNotThereWhenOff) {
  EXPECT_EQ(look_of(View::disabled).icon, Icon::none);
  EXPECT_EQ(look_of(View::waiting).icon, Icon::phone);
  EXPECT_EQ(look_of(View::waiting).icon_colour, white);
  EXPECT_TRUE(look_of(View::ringing).moves);
  const Look in_call = look_of(View::in_call);
  const auto green_of = [](Colour colour) { return (colour >> 8U) & 0xFFU; };
  const auto red_of = [](Colour colour) { return (colour >> 16U) & 0xFFU; };
  EXPECT_GT(green_of(in_call.icon_colour), 2 * red_of(in_call.icon_colour));
  EXPECT_TRUE(in_call.bar);
}

TEST(LookTest, NothingMovesWhileTheStationIsIdle) {
  for (const View view : {View::waiting, View::disabled, View::offline, View::setup})
    EXPECT_FALSE(look_of(view).moves) << name(view);
}

// Whoever looks from afar asks for no picture that is the one before.
TEST(LookTest, IsLookedAtAgainWhereItMovesOrCounts) {
  EXPECT_EQ(renewal_of(look_of(View::ringing)), seen_moving_every);
  EXPECT_EQ(renewal_of(look_of(View::in_call)), seen_counting_every);
  EXPECT_EQ(renewal_of(look_of(View::waiting)), std::nullopt);
}

TEST(LevelTest, SilenceIsNoBarAndFullScaleIsAWholeOne) {
  EXPECT_EQ(level_percent(-90), 0);
  EXPECT_EQ(level_percent(-60), 0);
  EXPECT_EQ(level_percent(-30), 50);
  EXPECT_EQ(level_percent(0), 100);
  EXPECT_EQ(level_percent(6), 100);
}

}  // namespace
}  // namespace portero::display
