#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "core/access/decision.hpp"
#include "core/call/outage.hpp"
#include "core/call/party.hpp"

// What is remembered (arrow 9): the facts of call history and event log, as the core sees them.
namespace portero::call {

struct CallRequested {
  CallId call;
  // The phones rung, and whether operators were asked besides them.
  std::vector<Party> rung;
  bool operators_asked = false;

  bool operator==(const CallRequested&) const = default;
};

struct CallAnswered {
  CallId call;
  Direction direction;
  Party by;

  bool operator==(const CallAnswered&) const = default;
};

struct OperatorJoined {
  CallId call;
  Party party;

  bool operator==(const OperatorJoined&) const = default;
};

struct OperatorLeft {
  CallId call;
  Party party;

  bool operator==(const OperatorLeft&) const = default;
};

enum class CallEnd : std::uint8_t {
  operator_hung_up,
  ended_on_request,
  far_side_vanished,
  no_answer,
  busy,
  failed,
  visitor_cancelled,
  switched_off,
};

std::string_view name(CallEnd end);

// A line of the call history (CALL-10); the shell adds codecs and quality figures from media.
struct CallEnded {
  CallId call;
  Direction direction;
  base::TimePoint began;
  std::optional<base::TimePoint> answered;
  base::TimePoint ended;
  CallEnd why;
  std::vector<Party> parties;
  int unlocks;

  bool operator==(const CallEnded&) const = default;
};

enum class RejectReason : std::uint8_t { busy, forbidden, not_accepting, switched_off, full };

std::string_view name(RejectReason reason);

struct CallerRejected {
  Party party;
  RejectReason why;

  bool operator==(const CallerRejected&) const = default;
};

struct UnlockGranted {
  access::Granted grant;
  std::optional<CallId> call;

  bool operator==(const UnlockGranted&) const = default;
};

struct UnlockRefused {
  access::Refused refusal;
  std::optional<CallId> call;

  bool operator==(const UnlockRefused&) const = default;
};

struct PanelSettled {
  access::CommandId command;
  access::PanelOutcome outcome;

  bool operator==(const PanelSettled&) const = default;
};

struct RelayStayed {
  access::CommandId command;
  access::RelayFailure why;

  bool operator==(const RelayStayed&) const = default;
};

struct CredentialNotSent {
  access::CommandId command;
  access::CredentialFailure why;

  bool operator==(const CredentialNotSent&) const = default;
};

struct BecameAvailable {
  bool operator==(const BecameAvailable&) const = default;
};

struct BecameUnavailable {
  Outage why;

  bool operator==(const BecameUnavailable&) const = default;
};

using Fact = std::variant<CallRequested, CallAnswered, OperatorJoined, OperatorLeft, CallEnded,
                          CallerRejected, UnlockGranted, UnlockRefused, PanelSettled, RelayStayed,
                          CredentialNotSent, BecameAvailable, BecameUnavailable>;

}  // namespace portero::call
