#include "apps/display/scene.hpp"

#include <gmock/gmock.h>

#include "apps/display/qr_code.hpp"

namespace portero::screen {
namespace {

using call::Screen;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(SceneTest, TellsTheTimeOfACallAsAClockWould) {
  EXPECT_EQ(time_of_call(0), "0:00");
  EXPECT_EQ(time_of_call(42'999), "0:42");
  EXPECT_EQ(time_of_call(600'000), "10:00");
  EXPECT_EQ(time_of_call(3'723'000), "1:02:03");
}

TEST(SceneTest, TheTimeAndTheLevelsAreThoseOfACall) {
  const Scene talking = scene_of({}, {.screen = Screen::in_call, .elapsed_ms = 5000}, {70, 30});
  EXPECT_EQ(talking.time, "0:05");
  EXPECT_EQ(talking.levels.operator_percent, 70);
  const Scene waiting = scene_of({}, {.screen = Screen::waiting, .elapsed_ms = 5000}, {70, 30});
  EXPECT_THAT(waiting.time, IsEmpty());
  EXPECT_EQ(waiting.levels, display::Levels{});
}

// Privacy: in each state, since a browser may watch whatever shows.
TEST(SceneTest, SaysThatTheCameraIsSeenWhateverShows) {
  using display::Light;
  const display::Configure spanish{.language = settings::Language::spanish};
  for (int i = 0; i <= static_cast<int>(Screen::ended); ++i) {
    const Scene scene = scene_of(spanish, {static_cast<Screen>(i)}, {});
    EXPECT_EQ(seen_in(Light::full, {.seen = true}, spanish, scene).camera, "Cámara encendida");
    EXPECT_EQ(seen_in(Light::full, {.seen = false}, spanish, scene), scene);
  }
}

TEST(SceneTest, IsTheSameInLessLight) {
  const Scene bright = scene_of({}, {Screen::waiting}, {});
  Scene dim = seen_in(display::Light::dimmed, {}, {}, bright);
  EXPECT_EQ(dim.look, display::dimmed(bright.look));
  dim.look = bright.look;
  EXPECT_EQ(dim, bright);
}

// DSP-5: the house says what else a visitor can do.
TEST(SceneTest, TheHelpLineIsForVisitorsWhoCannotCall) {
  const display::Configure configured{.help_line = "Please use the main entrance"};
  EXPECT_EQ(scene_of(configured, {Screen::offline}, {}).hint, "Please use the main entrance");
  EXPECT_EQ(scene_of(configured, {Screen::waiting}, {}).hint, "");
}

TEST(SceneTest, TheDirectoryAsksAndSaysWhomItDoesNotFind) {
  const display::Area title{.height = 10};
  const display::Area list{.height = 50};
  const auto scene = [](const display::DirectoryPage& page) { return scene_of({}, page); };
  EXPECT_EQ(scene({.title = title, .found = 2}).sought, "Search");
  EXPECT_EQ(scene({.found = 2}).sought, "Who are you visiting?");
  EXPECT_EQ(scene({.list = list, .typed = "Mu", .found = 2}).sought, "Mu");
  EXPECT_THAT(scene({.list = list, .typed = "Mu", .found = 2}).hint, IsEmpty());
  const Scene none = scene({.list = list, .typed = "Ma"});
  EXPECT_EQ(none.sought, "Ma");
  EXPECT_EQ(none.hint, "No match for \u201CMa\u201D");
}

TEST(SceneTest, WithoutRoomForNamesTheFieldSaysHowManyThereAre) {
  EXPECT_EQ(scene_of({}, display::DirectoryPage{.typed = "Mu", .found = 2}).sought, "Mu (2)");
  EXPECT_EQ(scene_of({}, display::DirectoryPage{.typed = "Ma"}).sought,
            "No match for \u201CMa\u201D");
}

TEST(SceneTest, WhoSetsItUpSeesWhereAndWithWhichCode) {
  const std::string eleven = "A1:07:3C:5E:90:DB:42:F8:6A:11:C3:";
  const display::Configure configured{
      .setup = display::Setup{"https://192.0.2.7:8443", "4F7-K2P", eleven + eleven + "77:08"}};
  const Scene scene = scene_of(configured, {Screen::disabled}, {});
  EXPECT_EQ(scene.address, "https://192.0.2.7:8443");
  EXPECT_THAT(scene.code, HasSubstr("4F7-K2P"));
  EXPECT_EQ(scene.fingerprint, "SHA-256\n" + eleven + "\n" + eleven + "\n77:08");
}

TEST(SceneTest, WhatMovesComesBackAfterItsCycle) {
  const auto at = [](std::int64_t ms) {
    return scene_of({}, {.screen = Screen::ringing, .elapsed_ms = ms}, {}).phase;
  };
  EXPECT_DOUBLE_EQ(at(0), 0);
  EXPECT_DOUBLE_EQ(at(cycle_ms / 2), 0.5);
  EXPECT_DOUBLE_EQ(at(cycle_ms), 0);
}

// WCAG 2.3.1: three flashes within a second at most.
TEST(SceneTest, WithReducedMotionItStepsLessThanThreeTimesASecond) {
  int changes = 0;
  double last = 0;
  for (std::int64_t ms = 0; ms < 10'000; ++ms) {
    const double phase =
        scene_of({.reduced_motion = true}, {.screen = Screen::ringing, .elapsed_ms = ms}, {}).phase;
    changes += phase != last ? 1 : 0;
    last = phase;
  }
  EXPECT_GT(changes, 10);
  EXPECT_LE(changes, 30);
}

TEST(QrCodeTest, IsOfTheSizeThatTheTextNeeds) {
  const QrCode code = qr_code("https://192.0.2.7:8443");
  EXPECT_EQ(code.width, 25);
  // The finder at the upper left is seven squares wide.
  EXPECT_THAT(code.path, testing::StartsWith("M0 0h7v1h-7z"));
  EXPECT_EQ(qr_code(""), QrCode{});
  EXPECT_EQ(qr_code(std::string(201, 'x')), QrCode{});
}

}  // namespace
}  // namespace portero::screen
