#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "core/access/outputs.hpp"
#include "core/call/party.hpp"
#include "core/dtmf/key.hpp"

namespace portero::call {

enum class SipButton : std::uint8_t { disabled, call_operator, directory };

// Operators in their apps, or by SMS the station's own list of phones (WRT-6).
enum class Ask : std::uint8_t { operators, mobile_phones };

// A click of who does not talk to the visitor: from the live picture, the server, the console.
// verified: only when the operator has just proved to be there, by passkey or PIN.
enum class OutsideCall : std::uint8_t { never, verified, plain };

struct Contact {
  ContactId id;
  Party party;

  bool operator==(const Contact&) const = default;
};

struct SipPolicy {
  SipButton button = SipButton::call_operator;
  // What the call button rings, all at the same time (AHD-1).
  std::vector<std::string> extensions;
  bool accept_incoming = true;
  // CALL-5: empty accepts every caller.
  std::vector<std::string> allowed_callers;

  bool operator==(const SipPolicy&) const = default;
};

struct WebrtcPolicy {
  // Whom the call button asks to join; none where it is disabled.
  std::optional<Ask> button;

  bool operator==(const WebrtcPolicy&) const = default;
};

// The operation settings that decide calls and unlocks. A route that is off has no policy.
struct Policy {
  std::optional<SipPolicy> sip;
  std::optional<WebrtcPolicy> webrtc;
  std::vector<Contact> directory;
  bool visitor_may_cancel = false;
  base::Duration ring_timeout = std::chrono::seconds(60);
  base::Duration vanish_timeout = std::chrono::seconds(20);
  bool unlock_by_key = true;
  dtmf::Key unlock_key = dtmf::key_zero;
  OutsideCall unlock_outside_call = OutsideCall::verified;
  access::Outputs outputs;

  [[nodiscard]] bool enabled() const { return sip || webrtc; }
  // Calls are placed by it.
  [[nodiscard]] bool uses(Route route) const {
    return route == Route::sip ? sip.has_value() : webrtc.has_value();
  }
  // CALL-12: operators reach an intercom that is on through the server, whatever it calls by.
  [[nodiscard]] bool admits(Route route) const {
    return route == Route::sip ? sip.has_value() : enabled();
  }

  bool operator==(const Policy&) const = default;
};

}  // namespace portero::call
