#pragma once

#include <expected>
#include <string>
#include <vector>

#include "apps/station/command_line.hpp"
#include "apps/station/station.hpp"
#include "core/control/message.hpp"
#include "core/settings/settings.hpp"

namespace portero::station {

// What settings that are valid mean for this station, or every reason why they cannot be: a
// certificate that does not fit its key.
[[nodiscard]] std::expected<StationSettings, std::vector<control::WrongField>> station_settings(
    const CommandLine& line, const settings::Settings& settings);

}  // namespace portero::station
