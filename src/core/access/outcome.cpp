#include "core/access/outcome.hpp"

namespace portero::access {

std::string_view explanation(Why why) {
  switch (why) {
    case Why::intercom_off: return "The intercom is off in the settings.";
    case Why::outside_call: return "The request came from outside a call with this station.";
    case Why::dial_key_off: return "Unlock by dial key is off in the settings.";
    case Why::needs_passkey: return "Nobody talks to the visitor: confirm with passkey or PIN.";
    case Why::nothing_to_open: return "Neither the relay nor a credential is enabled.";
    case Why::earlier_run:
      return "The command is from before the station restarted. Send it again.";
    case Why::expired: return "The command is older than 5 seconds. Send it again.";
    case Why::from_the_future: return "The command's time is ahead of the station's clock.";
    case Why::too_many: return "Too many commands at once. Wait 5 seconds.";
  }
  return "";
}

std::string_view code(Why why) {
  switch (why) {
    case Why::intercom_off: return "intercom_off";
    case Why::outside_call: return "outside_call";
    case Why::dial_key_off: return "dial_key_off";
    case Why::needs_passkey: return "needs_passkey";
    case Why::nothing_to_open: return "nothing_to_open";
    case Why::earlier_run: return "earlier_run";
    case Why::expired: return "expired";
    case Why::from_the_future: return "from_the_future";
    case Why::too_many: return "too_many";
  }
  return "";
}

std::string_view explanation(RelayFailure why) {
  switch (why) {
    case RelayFailure::unattended:
      return "The relay's process is not running. It is being started: try again.";
    case RelayFailure::refused: return "The relay's process refused the command. Try again.";
    case RelayFailure::line_failed:
      return "The relay's line could not be set. Check the setting of the line and its wires.";
    case RelayFailure::lost:
      return "The relay's process ended before it answered. Look at the door, and try again.";
  }
  return "";
}

std::string_view explanation(CredentialFailure why) {
  switch (why) {
    case CredentialFailure::unattended:
      return "The process that sends to the panel is not running. It is being started: try again.";
    case CredentialFailure::refused:
      return "The process that sends to the panel refused the credential. Try again.";
    case CredentialFailure::line_failed:
      return "The wires to the panel could not be driven. Check the setting of the lines.";
    case CredentialFailure::unreachable:
      return "The panel did not ask for the credential, or has no secure channel where one is "
             "required. Check its line, and the settings of OSDP.";
    case CredentialFailure::lost:
      return "Nobody can say whether the panel has read the credential. Look at the door, and try "
             "again.";
  }
  return "";
}

std::string_view explanation(const OutputFailure& why) {
  return std::visit([](auto failure) { return explanation(failure); }, why);
}

std::string_view code(RelayFailure why) {
  switch (why) {
    case RelayFailure::unattended: return "relay_unattended";
    case RelayFailure::refused: return "relay_refused";
    case RelayFailure::line_failed: return "relay_line_failed";
    case RelayFailure::lost: return "relay_lost";
  }
  return "";
}

std::string_view code(CredentialFailure why) {
  switch (why) {
    case CredentialFailure::unattended: return "panel_unattended";
    case CredentialFailure::refused: return "panel_refused";
    case CredentialFailure::line_failed: return "panel_line_failed";
    case CredentialFailure::unreachable: return "panel_unreachable";
    case CredentialFailure::lost: return "panel_lost";
  }
  return "";
}

std::string_view code(const OutputFailure& why) {
  return std::visit([](auto failure) { return code(failure); }, why);
}

}  // namespace portero::access
