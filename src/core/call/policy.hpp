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
  // By a click while nobody talks to the visitor: from the live picture, the server, the console.
  bool unlock_outside_call = true;
  access::Outputs outputs;

  [[nodiscard]] bool enabled() const { return sip || webrtc; }
  [[nodiscard]] bool uses(Route route) const {
    return route == Route::sip ? sip.has_value() : webrtc.has_value();
  }

  bool operator==(const Policy&) const = default;
};

}  // namespace portero::call
