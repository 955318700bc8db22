#pragma once

#include <functional>
#include <utility>

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
  // The change that a backup is: it is on record as such, whatever it changed.
  [[nodiscard]] control::Reply restore(const control::ChangeSettings& change);
  // Told after each change that is in force.
  void listen(std::function<void(const settings::Settings&)> listener) {
    listener_ = std::move(listener);
  }
  // That something else than the settings was changed.
  void remember(std::string what, const std::string& how = "");

 private:
  enum class Cause : std::uint8_t { change, restore };
  [[nodiscard]] control::Reply change(const control::ChangeSettings& change, Cause cause);
  void remember(const settings::Settings& before, const settings::Settings& after, Cause cause);

  log::Log& log_;
  const CommandLine& line_;
  Configuration& configuration_;
  Station& station_;
  store::Recorder* recorder_;
  std::function<void(const settings::Settings&)> listener_ = [](const settings::Settings&) {};
};

}  // namespace portero::station
