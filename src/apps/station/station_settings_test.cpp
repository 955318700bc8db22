#include "apps/station/station_settings.hpp"

#include <gtest/gtest.h>

#include "core/settings/merge.hpp"

namespace portero::station {
namespace {

bool watches_for_motion(const CommandLine& line, const settings::Patch& patch = {}) {
  return station_settings(line, settings::merge({}, patch)->settings).value().media.motion;
}

// What costs a little, and looks at visitors, is done for a screen that dims and for nothing else.
TEST(StationSettingsTest, MotionIsWatchedForWhereAScreenWakesByIt) {
  CommandLine line;
  EXPECT_FALSE(watches_for_motion(line));
  line.display_platform = "offscreen";
  EXPECT_TRUE(watches_for_motion(line));
  EXPECT_FALSE(watches_for_motion(line, {{"display.wake_on_motion", settings::Value{false}}}));
}

TEST(StationSettingsTest, TheStationHasItsMachinesNameUnlessItIsGivenOne) {
  CommandLine line;
  line.devices.picture.title = "door-1";
  const auto name = [&](const settings::Patch& patch) {
    return station_settings(line, settings::merge({}, patch)->settings)
        .value()
        .display.shown.station_name;
  };
  EXPECT_EQ(name({}), "door-1");
  EXPECT_EQ(name({{"display.station_name", settings::Value{"North Gate"}}}), "North Gate");
}

}  // namespace
}  // namespace portero::station
