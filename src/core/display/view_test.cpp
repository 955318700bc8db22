#include "core/display/view.hpp"

#include <set>

#include <gmock/gmock.h>

namespace portero::display {
namespace {

using call::Screen;

TEST(ViewTest, ScreensKeepTheirNames) {
  for (int i = 0; i <= static_cast<int>(Screen::ended); ++i) {
    const auto screen = static_cast<Screen>(i);
    EXPECT_EQ(name(view_of({}, {.screen = screen})), name(screen));
  }
}

TEST(ViewTest, EachIsListedOnceAndHasANameOfItsOwn) {
  std::set<std::string_view> names;
  for (const View view : all_views) names.insert(name(view));
  EXPECT_EQ(names.size(), all_views.size());
  EXPECT_EQ(all_views.size(), static_cast<std::size_t>(View::ended) + 1);
  EXPECT_FALSE(names.contains(""));
}

TEST(ViewTest, AStationThatStartsIsNotCalledOffline) {
  EXPECT_EQ(view_of({}, {Screen::offline, call::Outage::starting}), View::starting);
  EXPECT_EQ(view_of({}, {Screen::offline, call::Outage::no_network}), View::offline);
}

TEST(ViewTest, ANewStationSaysHowItIsSetUpUntilItCanCall) {
  const Configure unclaimed{.setup = display::Setup{"https://192.0.2.7:8443", "4F7-K2P"}};
  EXPECT_EQ(view_of(unclaimed, {Screen::disabled}), View::setup);
  EXPECT_EQ(view_of({}, {Screen::disabled}), View::disabled);
  EXPECT_EQ(view_of(unclaimed, {Screen::offline, call::Outage::starting}), View::starting);
  EXPECT_EQ(view_of(unclaimed, {Screen::offline, call::Outage::wrong_credentials}), View::setup);
  EXPECT_EQ(view_of(unclaimed, {Screen::offline, call::Outage::nobody_ready}), View::setup);
  EXPECT_EQ(view_of(unclaimed, {Screen::waiting}), View::waiting);
  EXPECT_EQ(view_of(unclaimed, {Screen::in_call}), View::in_call);
}

// The clock of a call does not begin anew when it was on hold, or the door was opened.
TEST(ShowTest, TellsSinceWhenItRingsAndSinceWhenItIsTalked) {
  using namespace std::chrono_literals;
  const base::TimePoint start{1h};
  const call::LegId leg{1};
  call::Call call{access::RunId{7}, {.sip = call::SipPolicy{.extensions = {"201"}}}};
  std::ignore = call.handle(call::RouteUp{call::Route::sip}, start);
  EXPECT_EQ(show_of(call, start + 5s), (Show{Screen::waiting}));
  std::ignore = call.handle(call::ButtonPressed{}, start + 10s);
  EXPECT_EQ(show_of(call, start + 12s), (Show{Screen::ringing, {}, 2000}));
  std::ignore = call.handle(call::LegAnswered{leg}, start + 15s);
  EXPECT_EQ(show_of(call, start + 15s), (Show{Screen::in_call, {}, 0}));
  std::ignore = call.handle(call::LegHeld{leg}, start + 20s);
  EXPECT_EQ(show_of(call, start + 20s), (Show{Screen::paused, {}, 5000}));
  std::ignore = call.handle(call::LegResumed{leg}, start + 30s);
  EXPECT_EQ(show_of(call, start + 30s), (Show{Screen::in_call, {}, 15'000}));
}

TEST(ViewTest, LongRingingIsSaid) {
  EXPECT_EQ(view_of({}, {.screen = Screen::ringing, .elapsed_ms = 19'999}), View::ringing);
  EXPECT_EQ(view_of({}, {.screen = Screen::ringing, .elapsed_ms = 20'000}), View::still_ringing);
}

}  // namespace
}  // namespace portero::display
