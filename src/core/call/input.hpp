#pragma once

#include <optional>
#include <string>
#include <variant>

#include "core/access/outcome.hpp"
#include "core/access/request.hpp"
#include "core/call/outage.hpp"
#include "core/call/party.hpp"
#include "core/call/policy.hpp"
#include "core/dtmf/key.hpp"

// What has happened outside. Every input is a fact: it can be unexpected, never invalid.
namespace portero::call {

// Settings were applied (GEN-1: they have been validated).
struct Configured {
  Policy policy;
};

// The route can place and take calls: registered, or its signaling channel is open.
struct RouteUp {
  Route route;
};

struct RouteDown {
  Route route;
  Outage why;
};

// The call button: on the screen, on a GPIO line, in the console.
struct ButtonPressed {};

struct ContactChosen {
  ContactId contact;
};

// The visitor wants to stop ringing; obeyed only where the settings allow it.
struct CancelPressed {};

// watch: see the door only. talk: also hear and be heard, that is, be in the call. A SIP caller
// always talks.
enum class Intent : std::uint8_t { watch, talk };

struct Invited {
  InvitationId invitation;
  Party party;
  Intent intent;
};

// The far side rings; with early media it can be shown the picture before it answers (AHD-1).
struct LegProgressed {
  LegId leg;
  bool early_media;
};

// A rung phone was picked up, or somebody who watched pressed Answer.
struct LegAnswered {
  LegId leg;
};

// The far side, or the network between, ended the leg.
enum class LegEnd : std::uint8_t { hung_up, busy, declined, no_answer, failed, vanished };

struct LegEnded {
  LegId leg;
  LegEnd why;
};

// CALL-7: the operator's phone put us on hold (sendonly, inactive, c=0.0.0.0), or took us back.
struct LegHeld {
  LegId leg;
};

struct LegResumed {
  LegId leg;
};

// An administrator rings one extension as if it were the call button's (porteroctl call): one that
// the setting sip.extension would take.
struct Dialled {
  std::string extension;
};

// Media or signaling came from the far side; the shell says so at most once a second for each leg.
struct LegHeard {
  LegId leg;
};

// An administrator ended the call on the console or with porteroctl.
struct EndRequested {};

// One key press, already merged from its three sources (UNL-1). The command id is new.
struct KeyPressed {
  LegId leg;
  dtmf::Key key;
  access::CommandId command;
};

// An operator's click, after the shell found out who it is (UNL-2).
struct UnlockRequested {
  access::CommandId command;
  access::RunId run;
  base::TimePoint issued;
  access::OperatorName who;
  access::Click way;
  // The leg that carried it; none for the server's link and the console.
  std::optional<LegId> leg;
  // The operator has just proved to be there, by passkey or PIN.
  bool verified = false;
};

struct PanelAnswered {
  bool granted;
};

// The relay did not move for a PulseDoor: it was refused, or whoever moves it is gone.
struct RelayFailed {
  access::CommandId command;
  access::RelayFailure why;
};

// Nothing of a SendCredential reached the panel, or nobody can say that it did.
struct CredentialFailed {
  access::CommandId command;
  access::CredentialFailure why;
};

// A deadline may have come.
struct TimePassed {};

using Input = std::variant<Configured, RouteUp, RouteDown, ButtonPressed, ContactChosen,
                           CancelPressed, Dialled, Invited, LegProgressed, LegAnswered, LegEnded,
                           LegHeld, LegResumed, LegHeard, EndRequested, KeyPressed, UnlockRequested,
                           PanelAnswered, RelayFailed, CredentialFailed, TimePassed>;

// Those that the function of each state answers; Call has dealt with the others before.
using StateInput =
    std::variant<ButtonPressed, ContactChosen, CancelPressed, LegProgressed, LegAnswered, LegEnded,
                 LegHeld, LegResumed, EndRequested, TimePassed>;

}  // namespace portero::call
