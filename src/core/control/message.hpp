#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/events/query.hpp"

// What porteroctl asks of a station, and what it is told.
namespace portero::control {

// Ring this extension as if it were the call button's.
struct Call {
  std::string extension;

  bool operator==(const Call&) const = default;
};

// End the call, or stop ringing.
struct HangUp {
  bool operator==(const HangUp&) const = default;
};

struct AskStatus {
  bool operator==(const AskStatus&) const = default;
};

using ToStation = std::variant<Call, HangUp, AskStatus>;

// What is on record, newest first; by number and limit alone.
struct AskCalls {
  events::Query query{};

  bool operator==(const AskCalls&) const = default;
};

struct AskEvents {
  events::Query query{};

  bool operator==(const AskEvents&) const = default;
};

using ToRecord = std::variant<AskCalls, AskEvents>;
using Request = std::variant<ToStation, ToRecord>;

struct Done {
  bool operator==(const Done&) const = default;
};

struct Refused {
  std::string code;      // stable: "no_such_command", "not_ready", "no_record"
  std::string sentence;  // what happened, why, what to do

  bool operator==(const Refused&) const = default;
};

// Words are those of screen and outage names: the one vocabulary of states.
struct Status {
  struct Registration {
    std::string server;
    std::string transport;
    std::chrono::seconds renewed_in{};

    bool operator==(const Registration&) const = default;
  };

  std::string state;
  std::optional<std::string> reason_code;
  std::optional<std::string> reason;
  std::optional<Registration> registration;
  std::vector<std::string> parties;
  std::optional<std::string> last_end{};  // why the last call is over: "The extension is unknown."

  bool operator==(const Status&) const = default;
};

using CallsKept = events::Page<events::KeptCall>;
using EventsKept = events::Page<events::KeptEvent>;
using Reply = std::variant<Done, Refused, Status, CallsKept, EventsKept>;

}  // namespace portero::control
