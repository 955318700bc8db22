#pragma once

#include "apps/station/command_line.hpp"
#include "apps/station/configuration.hpp"
#include "apps/station/station.hpp"
#include "core/control/message.hpp"

namespace portero::station {

// Who asks for settings or changes them is answered here. A change is in force at once, and an
// event tells which settings it was.
class SettingsDesk {
 public:
  SettingsDesk(log::Log& log, const CommandLine& line, Configuration& configuration,
               Station& station, store::Recorder* recorder)
      : log_(log),
        line_(line),
        configuration_(configuration),
        station_(station),
        recorder_(recorder) {}

  [[nodiscard]] control::Reply obey(const control::ToSettings& request);

 private:
  [[nodiscard]] control::Reply change(const control::ChangeSettings& change);
  void remember(const settings::Settings& before, const settings::Settings& after);

  log::Log& log_;
  const CommandLine& line_;
  Configuration& configuration_;
  Station& station_;
  store::Recorder* recorder_;
};

}  // namespace portero::station
