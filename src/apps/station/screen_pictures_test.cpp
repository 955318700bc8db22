#include "apps/station/screen_pictures.hpp"

#include <gmock/gmock.h>

namespace portero::station {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using Png = ScreenPictures::Png;

struct ScreenPicturesTest : testing::Test {
  void ask() {
    pictures.ask([this](const std::optional<Png>& png) { told.push_back(png); }, now);
  }
  void drawn(std::uint8_t what) { pictures.taken({what}, now); }

  base::TimePoint now{1h};
  int taken = 0;
  std::vector<std::optional<Png>> told{};
  ScreenPictures pictures{[this] { ++taken; }};
};

TEST_F(ScreenPicturesTest, ManyViewersCostOneDrawing) {
  for (int i = 0; i < 10; ++i) ask();
  EXPECT_EQ(taken, 1);
  EXPECT_THAT(told, IsEmpty());
  drawn(7);
  EXPECT_EQ(told.size(), 10U);
  EXPECT_THAT(told, testing::Each(std::optional{Png{7}}));
  now += ScreenPictures::fresh_for - 1ms;
  ask();
  EXPECT_EQ(taken, 1);
  EXPECT_EQ(told.size(), 11U);
}

TEST_F(ScreenPicturesTest, WhatMovesIsDrawnAgainAfterAWhile) {
  ask();
  drawn(7);
  now += ScreenPictures::fresh_for;
  ask();
  EXPECT_EQ(taken, 2);
  drawn(8);
  EXPECT_THAT(told, ElementsAre(Png{7}, Png{8}));
}

TEST_F(ScreenPicturesTest, NobodyGetsWhatItShowedBeforeAChange) {
  ask();
  pictures.changed();
  ask();
  drawn(7);
  EXPECT_THAT(told, ElementsAre(Png{7})) << "who asked before it";
  EXPECT_EQ(taken, 2);
  ask();
  EXPECT_THAT(told, ElementsAre(Png{7})) << "the old one is not kept";
  drawn(8);
  EXPECT_THAT(told, ElementsAre(Png{7}, Png{8}, Png{8}));
  pictures.changed();
  ask();
  EXPECT_EQ(taken, 3);
}

TEST_F(ScreenPicturesTest, WhoWaitsWhenTheScreenEndsIsTold) {
  ask();
  pictures.lost();
  EXPECT_THAT(told, ElementsAre(std::nullopt));
  drawn(7);
  EXPECT_THAT(told, ElementsAre(std::nullopt)) << "it comes too late";
  ask();
  drawn(8);
  EXPECT_THAT(told, ElementsAre(std::nullopt, Png{8}));
}

}  // namespace
}  // namespace portero::station
