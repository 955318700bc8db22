#pragma once

#include <cstdint>
#include <variant>

#include "base/time.hpp"
#include "core/access/request.hpp"

// What the station and portero-relay say to each other. Both count time from the machine's start
// (CLOCK_MONOTONIC), so that a time of one means the same to the other.
namespace portero::door {

using access::CommandId;

// The longest that access.relay_pulse_s allows.
inline constexpr base::Duration longest_hold = std::chrono::seconds{60};
// From the station's asking to the line's moving: invariant 3 gives a second.
inline constexpr base::Duration longest_way = std::chrono::seconds{1};

// Lets people in for so long. Not obeyed after a time, however long it was under way.
struct Pulse {
  CommandId command;
  base::Duration hold;
  base::TimePoint not_after;

  bool operator==(const Pulse&) const = default;
};

enum class Objection : std::uint8_t { repeated, late, hold_out_of_range, too_many, line_failed };

// The line is where it lets nobody in, and commands are awaited.
struct Ready {
  bool memory_locked = false;
  bool realtime = false;

  bool operator==(const Ready&) const = default;
};
struct LineOpened {
  CommandId command;

  bool operator==(const LineOpened&) const = default;
};
// It was open already, and stays so until the longer of both pulses has ended.
struct HoldLengthened {
  CommandId command;

  bool operator==(const HoldLengthened&) const = default;
};
struct PulseRefused {
  CommandId command;
  Objection why;

  bool operator==(const PulseRefused&) const = default;
};
struct LineClosed {
  bool operator==(const LineClosed&) const = default;
};

struct Report {
  std::variant<Ready, LineOpened, HoldLengthened, PulseRefused, LineClosed> what;
  base::TimePoint at;

  bool operator==(const Report&) const = default;
};

}  // namespace portero::door
