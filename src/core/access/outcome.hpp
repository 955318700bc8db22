#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>

// What an operator is told of a request to open. Never silence (ARCHITECTURE.md, invariant 3).
namespace portero::access {

struct Opened {
  bool operator==(const Opened&) const = default;
};

// Why the relay did not move for a grant.
enum class RelayFailure : std::uint8_t {
  unattended,   // the process that moves it was not there
  refused,      // by that process: too late, too many at once, a hold time that may not be
  line_failed,  // the line could not be set
  lost,         // the process ended before it answered: nobody can say that the door opened
};
inline constexpr std::size_t relay_failures = 4;

// Why the credential did not go to the panel for a grant.
enum class CredentialFailure : std::uint8_t {
  unattended,   // the process that sends it was not there
  refused,      // by that process: too late, too many at once
  line_failed,  // the wires could not be driven
  unreachable,  // by OSDP: the panel does not ask, or not as securely as is required
  lost,         // the process ended before it told: nobody can say what the panel has read
};
inline constexpr std::size_t credential_failures = 5;

using OutputFailure = std::variant<RelayFailure, CredentialFailure>;

// It was said to open, and the relay did not move, or the panel was not told.
struct NotOpened {
  OutputFailure why;

  bool operator==(const NotOpened&) const = default;
};

// The credential is on its way; the panel's answer follows.
struct AwaitingPanel {
  bool operator==(const AwaitingPanel&) const = default;
};

// What came of a credential sent with 'feedback from panel' (UNL-4).
enum class PanelOutcome : std::uint8_t { granted, denied, silent };

enum class Why : std::uint8_t {
  intercom_off,
  outside_call,
  dial_key_off,
  needs_passkey,
  nothing_to_open,
  earlier_run,
  expired,
  from_the_future,
  too_many,
};

using Outcome = std::variant<Opened, NotOpened, AwaitingPanel, PanelOutcome, Why>;

// In plain words, for the operator and the log.
std::string_view explanation(Why why);
std::string_view explanation(RelayFailure why);
std::string_view explanation(CredentialFailure why);
std::string_view explanation(const OutputFailure& why);

// The stable word of logs and API.
std::string_view code(Why why);
std::string_view code(RelayFailure why);
std::string_view code(CredentialFailure why);
std::string_view code(const OutputFailure& why);

}  // namespace portero::access
