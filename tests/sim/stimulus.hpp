#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace portero::sim {

// What somebody does, or what befalls. Everything else in a simulation follows from these.
enum class Kind : std::uint8_t {
  visitor_presses,
  visitor_chooses,  // detail: the contact
  visitor_cancels,
  phone_answers,
  phone_refuses,  // detail: a call::LegEnd
  phone_holds,
  phone_resumes,
  phone_presses,  // detail: the digit
  phone_hangs_up,
  phone_vanishes,
  phone_calls,
  browser_watches,
  browser_joins,
  browser_answers,
  browser_holds,
  browser_resumes,
  browser_unlocks,
  browser_repeats,
  browser_leaves,
  browser_vanishes,
  server_unlocks,  // detail: how many times
  console_unlocks,
  administrator_dials,  // who: the phone
  administrator_ends,
  settings_change,  // detail: the policy's number
  route_fails,      // who: 0 SIP, 1 WebRTC; detail: a call::Outage
  route_recovers,
  panel_mood,     // detail: a PanelMood
  panel_speaks,   // unasked; detail: 1 granted, 0 denied
  relay_sticks,   // detail: 1 it does not move any more, 0 it moves again
  forged_key,     // who: 0 a leg that never was, 1 one that has ended
  forged_packet,  // a phone's last telephone-event packet once more, on the leg that it was sent on
  forged_replay,  // detail: which of the commands seen so far
  station_dies,   // detail: after how many further actions
};

// who: which phone or browser. A stimulus that makes no sense when its time has come (nobody rings,
// the phone is not in a call) does nothing, so that any subset of a plan is a plan.
struct Stimulus {
  int id;
  base::TimePoint at;
  Kind kind;
  int who = 0;
  int detail = 0;
};

using Plan = std::vector<Stimulus>;

// "phone 101", "picks up"
std::string actor(const Stimulus& stimulus);
std::string deed(const Stimulus& stimulus);

}  // namespace portero::sim
