#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/id.hpp"

namespace portero::call {

// One call from button to goodbye, one leg of it to one phone or browser: counted by the core, from
// 1 in each run. What leaves the process names the run as well.
using CallId = base::Id<struct CallTag>;
using LegId = base::Id<struct LegTag>;

// Somebody outside who asks to be let into a call; becomes a leg only when it is accepted, so that
// a refused caller has no leg to send picture or sound to. Given by the shell.
using InvitationId = base::Id<struct InvitationTag>;

// An entry of the directory (CALL-9), as the settings number it.
using ContactId = base::Id<struct ContactTag>;

enum class Route : std::uint8_t { sip, webrtc };

std::string_view name(Route route);

// Who is at the far end. The name is an extension (SIP) or an operator's name (WebRTC).
struct Party {
  Route route;
  std::string name;

  bool operator==(const Party&) const = default;
};

enum class Direction : std::uint8_t { from_door, to_door };

}  // namespace portero::call
