#pragma once

#include <string>

#include "base/time.hpp"
#include "core/osdp/control_panel.hpp"

namespace portero::osdp {

// A line of JSON for each thing that the simulated panel did; the time is that of CLOCK_MONOTONIC:
//   {"at_us":18446744,"event":"found","identity":"025052..."}
//   {"at_us":18446744,"event":"secured","by":"own_key"}
//   {"at_us":18446744,"event":"card","bits":"10011","length":5,"hex":"13","answer":"granted"}
//   {"at_us":18446744,"event":"refused","command":"0x60","why":6}
// and "key_given" and "lost".
[[nodiscard]] std::string to_json(const panel::Event& event, base::TimePoint at);

}  // namespace portero::osdp
