#pragma once

#include "core/panel/message.hpp"
#include "core/panel/place.hpp"
#include "io/panel/wires.hpp"

namespace portero::wiring {

// Why there is nothing more to do.
enum class End { station_gone, line_failed, led_failed };

// Sends cards over the wires as the station at the other end of the socket asks, and tells it what
// became of each and what the panel's LED does. It ends with the station, behind the pulse that
// goes on.
[[nodiscard]] End serve(int socket, panel::Wires& wires, const panel::WiegandPlace& place);

}  // namespace portero::wiring
