#include "tests/sim/stimulus.hpp"

#include <fmt/format.h>

#include "core/call/input.hpp"
#include "core/call/outage.hpp"
#include "tests/sim/cast.hpp"

namespace portero::sim {
namespace {

constexpr const char* refusals[] = {"hangs up", "is busy",   "declines",
                                    "gives up", "is broken", "vanishes"};

}  // namespace

std::string actor(const Stimulus& stimulus) {
  switch (stimulus.kind) {
    case Kind::visitor_presses:
    case Kind::visitor_chooses:
    case Kind::visitor_cancels: return "visitor";
    case Kind::phone_answers:
    case Kind::phone_refuses:
    case Kind::phone_holds:
    case Kind::phone_resumes:
    case Kind::phone_presses:
    case Kind::phone_hangs_up:
    case Kind::phone_vanishes:
    case Kind::phone_calls: return "phone " + phone_name(stimulus.who);
    case Kind::browser_watches:
    case Kind::browser_joins:
    case Kind::browser_answers:
    case Kind::browser_holds:
    case Kind::browser_resumes:
    case Kind::browser_unlocks:
    case Kind::browser_repeats:
    case Kind::browser_leaves:
    case Kind::browser_vanishes:
    case Kind::server_unlocks: return "operator " + browser_name(stimulus.who);
    case Kind::console_unlocks:
    case Kind::administrator_dials:
    case Kind::administrator_ends:
    case Kind::settings_change: return "administrator";
    case Kind::route_fails:
    case Kind::route_recovers: return "network";
    case Kind::panel_mood:
    case Kind::panel_speaks: return "panel";
    case Kind::relay_sticks: return "door";
    case Kind::forged_key:
    case Kind::forged_packet:
    case Kind::forged_replay: return "forger";
    case Kind::station_dies: return "power";
  }
  return "";
}

std::string deed(const Stimulus& stimulus) {
  const int detail = stimulus.detail;
  switch (stimulus.kind) {
    case Kind::visitor_presses: return "presses the button";
    case Kind::visitor_chooses: return fmt::format("chooses contact {}", detail);
    case Kind::visitor_cancels: return "tries to cancel";
    case Kind::phone_answers: return "picks up";
    case Kind::phone_refuses: return refusals[detail];
    case Kind::phone_holds:
    case Kind::browser_holds: return "puts the door on hold";
    case Kind::phone_resumes:
    case Kind::browser_resumes: return "takes the door back";
    case Kind::phone_presses: return fmt::format("presses {}", detail);
    case Kind::phone_hangs_up: return "hangs up";
    case Kind::phone_vanishes:
    case Kind::browser_vanishes: return "vanishes without a word";
    case Kind::phone_calls: return "calls the door";
    case Kind::browser_watches: return "opens the live picture";
    case Kind::browser_joins: return "joins";
    case Kind::browser_answers: return "presses Answer";
    case Kind::browser_unlocks: return "clicks Open";
    case Kind::browser_repeats: return "sends the last command again";
    case Kind::browser_leaves: return "leaves";
    case Kind::server_unlocks: return "clicks Open on the server";
    case Kind::console_unlocks: return "clicks Open on the console";
    case Kind::administrator_dials: return fmt::format("dials {}", phone_name(stimulus.who));
    case Kind::administrator_ends: return "ends the call on the console";
    case Kind::settings_change: return fmt::format("applies settings {}", detail);
    case Kind::route_fails:
      return fmt::format("{} fails: {}", stimulus.who == 0 ? "SIP" : "signaling",
                         call::code(static_cast<call::Outage>(detail)));
    case Kind::route_recovers: return stimulus.who == 0 ? "SIP recovers" : "signaling recovers";
    case Kind::panel_mood: return fmt::format("changes its mood to {}", detail);
    case Kind::panel_speaks: return detail == 1 ? "says granted, unasked" : "says denied, unasked";
    case Kind::relay_sticks:
      return detail == 1 ? "has a relay that sticks" : "has a relay that moves";
    case Kind::forged_key:
      return stimulus.who == 0 ? "sends a key on a leg that never was"
                               : "sends a key on a leg that has ended";
    case Kind::forged_packet:
      return fmt::format("sends the last key packet of phone {} again", phone_name(stimulus.who));
    case Kind::forged_replay: return "replays a command that it has seen";
    case Kind::station_dies: return fmt::format("fails after {} more actions", detail);
  }
  return "";
}

}  // namespace portero::sim
