#include "core/media/cue.hpp"

#include <gmock/gmock.h>

namespace portero::media {
namespace {

using call::Screen;

// Where no notice stands before the call.
constexpr Moment plain(Screen screen) { return {screen, screen}; }

TEST(CueTest, EachStepOfACallIsHeard) {
  EXPECT_EQ(cue_for(plain(Screen::waiting), plain(Screen::ringing)), Cue::ringing);
  EXPECT_EQ(cue_for(plain(Screen::ringing), plain(Screen::in_call)), Cue::answered);
  EXPECT_EQ(cue_for(plain(Screen::in_call), plain(Screen::paused)), Cue::paused);
  EXPECT_EQ(cue_for(plain(Screen::paused), plain(Screen::in_call)), Cue::silence);
  EXPECT_EQ(cue_for(plain(Screen::in_call), {Screen::waiting, Screen::ended}), Cue::ended);
  EXPECT_EQ(cue_for({Screen::waiting, Screen::ended}, plain(Screen::waiting)), std::nullopt);
}

// DSP-8: nothing rings, and the visitor must know that somebody listens.
TEST(CueTest, ACallToTheDoorIsHeard) {
  EXPECT_EQ(cue_for(plain(Screen::waiting), plain(Screen::in_call)), Cue::answered);
  EXPECT_EQ(cue_for({Screen::waiting, Screen::ended}, plain(Screen::in_call)), Cue::answered);
}

TEST(CueTest, WhatBecameOfARingingThatNobodyAnsweredIsHeard) {
  for (const Screen notice : {Screen::no_answer, Screen::busy, Screen::failed})
    EXPECT_EQ(cue_for(plain(Screen::ringing), {Screen::waiting, notice}), Cue::unanswered);
  EXPECT_EQ(cue_for(plain(Screen::ringing), plain(Screen::waiting)), Cue::silence);
  EXPECT_EQ(cue_for(plain(Screen::paused), plain(Screen::offline)), Cue::silence);
}

TEST(CueTest, TheDoorIsHeardAndTheCallGoesOn) {
  const Moment granted{Screen::in_call, Screen::access_granted};
  EXPECT_EQ(cue_for(plain(Screen::in_call), granted), Cue::granted);
  EXPECT_EQ(cue_for(granted, plain(Screen::in_call)), std::nullopt) << "it is no new answer";
  EXPECT_EQ(cue_for(plain(Screen::in_call), {Screen::in_call, Screen::access_pending}),
            std::nullopt);
  EXPECT_EQ(
      cue_for({Screen::in_call, Screen::access_pending}, {Screen::in_call, Screen::access_denied}),
      Cue::denied);
  const Moment opened_while_ringing{Screen::ringing, Screen::access_granted};
  EXPECT_EQ(cue_for(opened_while_ringing, plain(Screen::ringing)), Cue::ringing);
  EXPECT_EQ(cue_for(opened_while_ringing, {Screen::in_call, Screen::access_granted}),
            Cue::answered);
}

TEST(CueTest, NothingIsHeardWhereNothingHappens) {
  EXPECT_EQ(cue_for(plain(Screen::ringing), plain(Screen::ringing)), std::nullopt);
  EXPECT_EQ(cue_for(plain(Screen::offline), plain(Screen::waiting)), std::nullopt);
  EXPECT_EQ(cue_for(plain(Screen::waiting), plain(Screen::disabled)), std::nullopt);
}

TEST(CueTest, RingingAndPausesGoOn) {
  EXPECT_TRUE(repeats(Cue::ringing));
  EXPECT_TRUE(repeats(Cue::paused));
  EXPECT_FALSE(repeats(Cue::granted));
  EXPECT_FALSE(repeats(Cue::silence));
}

}  // namespace
}  // namespace portero::media
