#pragma once

#include "apps/panel/service.hpp"
#include "core/osdp/place.hpp"

namespace portero::wiring {

// Answers the panel on a line of OSDP, with the cards that the station asks for, and tells it what
// became of each and what the panel answered. Begins with the station's UseOsdp; ends with it.
[[nodiscard]] End serve(int socket, const osdp::Place& place);

}  // namespace portero::wiring
