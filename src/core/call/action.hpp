#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/access/decision.hpp"
#include "core/access/outputs.hpp"
#include "core/access/unlocks.hpp"
#include "core/call/flow.hpp"
#include "core/call/party.hpp"
#include "core/call/policy.hpp"
#include "core/call/record.hpp"
#include "core/call/screen.hpp"

// What the shell must do, in the order given. Actions are values: compare them with ==.
namespace portero::call {

// Ring a SIP phone.
struct StartLeg {
  LegId leg;
  Party party;

  bool operator==(const StartLeg&) const = default;
};

enum class StopReason : std::uint8_t {
  answered_elsewhere,
  ring_timed_out,
  visitor_cancelled,
  ended_on_request,
  far_side_vanished,
  switched_off,
  routes_lost,
  // It answered when nobody was rung any more: its answer and our cancel crossed.
  call_over,
};

std::string_view name(StopReason reason);

// Cancel or hang up, whichever the leg needs by now; a leg that is gone already needs nothing.
struct StopLeg {
  LegId leg;
  StopReason why;

  bool operator==(const StopLeg&) const = default;
};

// Make a leg of an invitation: answer it.
struct Accept {
  InvitationId invitation;
  LegId leg;

  bool operator==(const Accept&) const = default;
};

struct Reject {
  InvitationId invitation;
  RejectReason why;

  bool operator==(const Reject&) const = default;
};

struct AskToJoin {
  CallId call;
  Ask whom;
  // A group of the directory; empty for all who are on duty.
  std::string group;

  bool operator==(const AskToJoin&) const = default;
};

// Nobody needs to join any more; apps stop ringing and say who answered, if somebody did.
struct StopAsking {
  CallId call;
  std::optional<Party> answered_by;

  bool operator==(const StopAsking&) const = default;
};

struct SetFlow {
  LegId leg;
  Flow flow;

  bool operator==(const SetFlow&) const = default;
};

// The leg was silent for half the time that makes it vanished: ask its signaling for a sign of life
// (an OPTIONS in the dialog, a ping), whose answer is LegHeard.
struct ProbeLeg {
  LegId leg;

  bool operator==(const ProbeLeg&) const = default;
};

// The pulse ends by itself in the driver, whatever happens above it.
class PulseDoor {
 public:
  PulseDoor(const access::Granted& grant, access::RelayPulse pulse)
      : command_(grant.command()),
        obeyable_until_(grant.request().issued + access::command_life),
        pulse_(pulse) {}

  [[nodiscard]] access::CommandId command() const { return command_; }
  [[nodiscard]] base::TimePoint obeyable_until() const { return obeyable_until_; }
  [[nodiscard]] const access::RelayPulse& pulse() const { return pulse_; }

  bool operator==(const PulseDoor&) const = default;

 private:
  access::CommandId command_;
  base::TimePoint obeyable_until_;
  access::RelayPulse pulse_;
};

class SendCredential {
 public:
  // From the grant until the panel has read it.
  static constexpr base::Duration longest_way = std::chrono::seconds{1};

  // Once the display has said that the panel is silent, it must not read the card.
  SendCredential(const access::Granted& grant, base::TimePoint granted,
                 access::CredentialOutput credential)
      : command_(grant.command()),
        obeyable_until_(std::min(
            grant.request().issued + access::command_life,
            granted + std::min(longest_way, credential.feedback_timeout.value_or(longest_way)))),
        credential_(std::move(credential)) {}

  [[nodiscard]] access::CommandId command() const { return command_; }
  [[nodiscard]] base::TimePoint obeyable_until() const { return obeyable_until_; }
  [[nodiscard]] const access::CredentialOutput& credential() const { return credential_; }

  bool operator==(const SendCredential&) const = default;

 private:
  access::CommandId command_;
  base::TimePoint obeyable_until_;
  access::CredentialOutput credential_;
};

// To whoever asked for an unlock: never silence.
struct UnlockAnswer {
  access::CommandId command;
  access::Outcome outcome;

  bool operator==(const UnlockAnswer&) const = default;
};

struct Show {
  Screen screen;
  std::optional<Outage> outage = std::nullopt;

  bool operator==(const Show&) const = default;
};

struct Record {
  Fact fact;

  bool operator==(const Record&) const = default;
};

using Action = std::variant<StartLeg, StopLeg, Accept, Reject, AskToJoin, StopAsking, SetFlow,
                            ProbeLeg, PulseDoor, SendCredential, UnlockAnswer, Show, Record>;
using Actions = std::vector<Action>;

}  // namespace portero::call
