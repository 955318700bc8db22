#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "core/access/bits.hpp"
#include "core/access/request.hpp"
#include "core/osdp/secure_channel.hpp"

// What the station and portero-panel say to each other. Both count time from the machine's start
// (CLOCK_MONOTONIC), so that a time of one means the same to the other.
namespace portero::panel {

using access::CommandId;

// Not obeyed after a time, however long it was under way or waited for others.
struct SendCard {
  CommandId command;
  access::Bits bits;
  std::int64_t width_us = 0;  // as access::WiegandTiming has them
  std::int64_t interval_us = 0;
  std::int64_t not_after_us = 0;  // of the first pulse; by OSDP, of its fetching

  bool operator==(const SendCard&) const = default;
};

// Answered with Alive, unless its wires are stuck.
struct AskAlive {
  bool operator==(const AskAlive&) const = default;
};

// How a line of OSDP is spoken: the first command to it, which opens it, and no other like it.
struct UseOsdp {
  std::int64_t baud = 9600;
  std::int64_t address = 0;
  bool secure_channel_required = false;
  std::string key{};  // 32 hexadecimal digits; empty where there is none

  bool operator==(const UseOsdp&) const = default;
};

using Command = std::variant<SendCard, AskAlive, UseOsdp>;

enum class Objection : std::uint8_t {
  malformed,
  repeated,
  late,
  too_many,
  line_failed,
  // By OSDP:
  not_fetched,    // the panel did not ask in time
  not_confirmed,  // it began anew behind it: nobody can say whether it has read it
  unprotected,    // it has no secure channel, and one is required
};

// Both wires rest, and cards are awaited.
struct Ready {
  bool memory_locked = false;
  bool realtime = false;
  bool led_active = false;

  bool operator==(const Ready&) const = default;
};

// As measured at the wires: of the pulses, and from the start of each to that of the next; of a
// single pulse, the latter are 0.
struct PulseTimes {
  std::int64_t narrowest_ns = 0;
  std::int64_t widest_ns = 0;
  std::int64_t shortest_interval_ns = 0;
  std::int64_t longest_interval_ns = 0;

  bool operator==(const PulseTimes&) const = default;
};

// By OSDP, it was read in that moment, and there are no pulses.
struct CardSent {
  CommandId command;
  std::int64_t began_us = 0;
  std::int64_t ended_us = 0;
  PulseTimes times;

  bool operator==(const CardSent&) const = default;
};

struct CardNotSent {
  CommandId command;
  Objection why = Objection::malformed;

  bool operator==(const CardNotSent&) const = default;
};

// The panel's line for the reader's LED; it has been so for Led::steady.
struct LedMoved {
  bool active = false;
  std::int64_t at_us = 0;

  bool operator==(const LedMoved&) const = default;
};

struct Alive {
  bool operator==(const Alive&) const = default;
};

// Whether the panel asks by OSDP, and how what is said is protected.
struct OsdpLine {
  bool online = false;
  osdp::Protection protection = osdp::Protection::none;

  bool operator==(const OsdpLine&) const = default;
};

// By its LED or output, to a card that it has read by OSDP.
struct Answered {
  bool granted = false;

  bool operator==(const Answered&) const = default;
};

// The panel has set another secure channel key, and speaks no other from now on.
struct KeySet {
  std::string key;  // 32 hexadecimal digits

  bool operator==(const KeySet&) const = default;
};

using Event =
    std::variant<Ready, CardSent, CardNotSent, LedMoved, Alive, OsdpLine, Answered, KeySet>;

}  // namespace portero::panel
