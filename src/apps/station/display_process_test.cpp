// The real portero-display on Qt's offscreen platform, as the station runs it.
#include "apps/station/display_process.hpp"

#include <algorithm>
#include <csignal>

#include <gmock/gmock.h>

#include "core/display/light.hpp"

namespace portero::station {
namespace {

using namespace std::chrono_literals;
using call::Screen;

constexpr base::Duration patience = 30s;
using Png = ScreenPictures::Png;

struct DisplayProcessTest : testing::Test {
  void run(const std::filesystem::path& program = PORTERO_DISPLAY_PROGRAM) {
    display.emplace(loop, log,
                    process::Program{.path = program, .arguments = {"--platform", "offscreen"}},
                    DisplayProcess::Handler{.touched = [this] { ++touches; },
                                            .changed = [this] { ++changes; }});
  }
  bool comes_true(const std::function<bool()>& what) { return loop.run_until(what, patience); }
  bool another_comes_than(int pid) {
    return comes_true([&] { return display->pid() && *display->pid() != pid && display->ready(); });
  }
  Png picture() {
    Png taken;
    display->ask_picture([&](const std::optional<Png>& png) { taken = png.value_or(Png{}); });
    EXPECT_TRUE(comes_true([&] { return !taken.empty(); }));
    return taken;
  }

  loop::EventLoop loop;
  log::Log log{log::Level::error, log::Format::text};
  int touches = 0;
  int changes = 0;
  std::optional<DisplayProcess> display;
};

TEST_F(DisplayProcessTest, ShowsWhatItIsTold) {
  run();
  display->configure({.station_name = "North Gate"});
  display->show(display::Show{Screen::waiting});
  ASSERT_TRUE(comes_true([&] { return display->ready(); }));
  const Png waiting = picture();
  ASSERT_GT(waiting.size(), 500U);
  EXPECT_EQ(waiting[1], 'P');
  display->show(display::Show{Screen::access_granted});
  EXPECT_NE(picture(), waiting);
  display->show(display::Show{Screen::waiting});
  EXPECT_EQ(picture(), waiting);
  display->configure({.language = settings::Language::german, .station_name = "North Gate"});
  EXPECT_NE(picture(), waiting);
}

// A crash of the screen must cost no more than the screen, and not for long.
TEST_F(DisplayProcessTest, TheNextOneShowsWhatTheOneThatDiedShowed) {
  run();
  display->configure({.language = settings::Language::french, .station_name = "North Gate"});
  display->show(display::Show{Screen::busy});
  ASSERT_TRUE(comes_true([&] { return display->ready(); }));
  const Png before = picture();
  const int first = *display->pid();
  ::kill(first, SIGKILL);
  ASSERT_TRUE(another_comes_than(first));
  EXPECT_EQ(picture(), before);
}

TEST_F(DisplayProcessTest, KillsWhatHangsAndBeginsAgain) {
  run();
  display->show(display::Show{Screen::ringing});
  ASSERT_TRUE(comes_true([&] { return display->ready(); }));
  const int first = *display->pid();
  ::kill(first, SIGSTOP);
  EXPECT_TRUE(another_comes_than(first));
}

TEST_F(DisplayProcessTest, ShowsHowItIsSetUpUntilThatIsDone) {
  run();
  std::optional<display::Setup> setup = display::Setup{"https://192.0.2.7:8443", "4F7-K2P"};
  display->show_setup([&] { return setup; });
  display->show(display::Show{Screen::disabled});
  ASSERT_TRUE(comes_true([&] { return display->ready(); }));
  const Png with_code = picture();
  setup.reset();
  EXPECT_TRUE(comes_true([&] { return picture() != with_code; }));
}

// From the console, by the way that a finger takes.
TEST_F(DisplayProcessTest, IsTouchedFromAfar) {
  run();
  display->show(display::Show{Screen::waiting});
  ASSERT_TRUE(comes_true([&] { return display->ready(); }));
  display->touch({.x_permille = 500, .y_permille = 750});
  EXPECT_TRUE(comes_true([&] { return touches == 1; }));
}

TEST_F(DisplayProcessTest, APanelThatTouchesItselfIsPassedOver) {
  run();
  display->show(display::Show{Screen::waiting});
  ASSERT_TRUE(comes_true([&] { return display->ready(); }));
  for (int i = 0; i < 10 * DisplayProcess::max_touches; ++i)
    display->touch({.x_permille = 500, .y_permille = 750});
  ASSERT_TRUE(comes_true([&] { return touches >= DisplayProcess::max_touches; }));
  bool seen = false;
  display->ask_picture([&](const auto&) { seen = true; });
  ASSERT_TRUE(comes_true([&] { return seen; }));
  EXPECT_LE(touches, 3 * DisplayProcess::max_touches) << "however many beats there were";
}

TEST_F(DisplayProcessTest, TellsWhenAndHowOftenItLooksDifferent) {
  run();
  EXPECT_EQ(display->renewal(), std::nullopt);
  display->show(display::Show{Screen::ringing});
  EXPECT_EQ(display->renewal(), display::seen_moving_every);
  ASSERT_TRUE(comes_true([&] { return display->ready(); }));
  EXPECT_EQ(changes, 1) << "something is there now";
  const std::int64_t before = display->change();
  display->show(display::Show{Screen::waiting});
  EXPECT_NE(display->change(), before);
  EXPECT_EQ(display->renewal(), std::nullopt);
  EXPECT_EQ(changes, 1) << "whoever told it knows";
  ::kill(*display->pid(), SIGKILL);
  EXPECT_TRUE(comes_true([&] { return changes == 2; }));
  EXPECT_FALSE(display->ready());
}

// It dims by itself: whoever looks from afar is told that it looks different.
TEST_F(DisplayProcessTest, TellsThatItHasDimmedAndThatATouchWakesIt) {
  run();
  display->show(display::Show{Screen::waiting});
  ASSERT_TRUE(comes_true([&] { return display->ready(); }));
  const Png bright = picture();
  const int before = changes;
  display->show(display::Show{Screen::waiting, {}, display::dims_after_ms - 1});
  ASSERT_TRUE(comes_true([&] { return changes == before + 1; }));
  EXPECT_NE(picture(), bright);
  display->touch({.x_permille = 500, .y_permille = 750});
  ASSERT_TRUE(comes_true([&] { return changes == before + 2; }));
  EXPECT_EQ(picture(), bright);
  EXPECT_EQ(touches, 1) << "which calls, too";
}

// Privacy: one that begins again while a browser watches does not forget to say so.
TEST_F(DisplayProcessTest, MarksThatTheCameraIsSeenAlsoAfterItDied) {
  run();
  display->show(display::Show{Screen::waiting});
  ASSERT_TRUE(comes_true([&] { return display->ready(); }));
  const Png without = picture();
  const std::int64_t before = display->change();
  display->show(display::Camera{.seen = true});
  EXPECT_NE(display->change(), before);
  const Png with = picture();
  EXPECT_NE(with, without);
  const int first = *display->pid();
  ::kill(first, SIGKILL);
  ASSERT_TRUE(another_comes_than(first));
  EXPECT_EQ(picture(), with);
  display->show(display::Camera{});
  EXPECT_EQ(picture(), without);
}

// Whoever waited for a picture of a screen that hung waited for ever.
TEST_F(DisplayProcessTest, WhoWaitsForAPictureOfWhatEndsIsTold) {
  run();
  display->show(display::Show{Screen::waiting});
  ASSERT_TRUE(comes_true([&] { return display->ready(); }));
  ::kill(*display->pid(), SIGSTOP);
  int told = 0;
  bool none = false;
  const auto ask = [&] {
    display->ask_picture([&](const std::optional<Png>& png) {
      ++told;
      none = !png;
    });
  };
  ask();
  ::kill(*display->pid(), SIGKILL);
  ASSERT_TRUE(comes_true([&] { return told == 1; }));
  EXPECT_TRUE(none);
  ask();
  EXPECT_EQ(told, 2) << "at once, while nothing is drawn";
  EXPECT_TRUE(none);
}

TEST_F(DisplayProcessTest, WithoutAProgramTheStationGoesOn) {
  run("/no/such/portero-display");
  display->show(display::Show{Screen::waiting});
  const auto tries = [&] {
    return std::ranges::count_if(log.kept(), [](const log::Entry& line) {
      return line.text.contains("/no/such/portero-display does not start");
    });
  };
  EXPECT_TRUE(comes_true([&] { return tries() == 3; })) << "again and again";
  EXPECT_EQ(display->pid(), std::nullopt);
  EXPECT_FALSE(display->ready());
  bool none = false;
  display->ask_picture([&](const std::optional<Png>& png) { none = !png; });
  EXPECT_TRUE(none);
}

}  // namespace
}  // namespace portero::station
