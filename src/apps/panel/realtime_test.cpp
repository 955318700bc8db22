#include "apps/panel/realtime.hpp"

#include <fstream>
#include <string>

#include <gmock/gmock.h>

namespace portero::wiring {
namespace {

// sched_setscheduler(2) refuses a priority beyond RLIMIT_RTPRIO to whoever is not root.
TEST(Realtime, IsWithinWhatTheServiceIsPermitted) {
  std::ifstream unit{PORTERO_SOURCE_DIR "/packaging/systemd/portero-station.service"};
  const std::string name = "LimitRTPRIO=";
  int permitted = 0;
  for (std::string line; std::getline(unit, line);)
    if (line.starts_with(name)) permitted = std::stoi(line.substr(name.size()));
  EXPECT_GE(permitted, realtime_priority);
}

}  // namespace
}  // namespace portero::wiring
