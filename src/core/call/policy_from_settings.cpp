#include "core/call/policy_from_settings.hpp"

#include <utility>

#include "core/access/card_format_text.hpp"
#include "core/access/card_formats.hpp"
#include "core/settings/contact.hpp"

namespace portero::call {
namespace {

namespace key = settings::key;
using settings::FieldError;
using settings::Reason;
using settings::Settings;

SipButton button(settings::SipButtonAction action) {
  switch (action) {
    case settings::SipButtonAction::disabled: return SipButton::disabled;
    case settings::SipButtonAction::call_operator: return SipButton::call_operator;
    case settings::SipButtonAction::directory: return SipButton::directory;
  }
  return SipButton::disabled;
}

std::optional<Ask> button(settings::WebrtcButtonAction action) {
  switch (action) {
    case settings::WebrtcButtonAction::disabled: return std::nullopt;
    case settings::WebrtcButtonAction::call_operator: return Ask::operators;
    case settings::WebrtcButtonAction::call_mobile_phone: return Ask::mobile_phones;
  }
  return std::nullopt;
}

OutsideCall outside_call(settings::UnlockOutsideCall setting) {
  switch (setting) {
    case settings::UnlockOutsideCall::never: return OutsideCall::never;
    case settings::UnlockOutsideCall::passkey: return OutsideCall::verified;
    case settings::UnlockOutsideCall::plain: return OutsideCall::plain;
  }
  return OutsideCall::never;
}

std::optional<SipPolicy> sip_policy(const Settings& settings) {
  if (!settings.get(key::sip_enabled)) return std::nullopt;
  const auto listed = settings.get(key::sip_limit_incoming_to_extensions);
  SipPolicy policy{.button = button(settings.get(key::sip_call_button_action)),
                   .extensions = {},
                   .accept_incoming = settings.get(key::sip_accept_incoming_calls),
                   .allowed_callers = {listed.begin(), listed.end()}};
  if (const auto extension = settings.get(key::sip_extension); !extension.empty())
    policy.extensions.emplace_back(extension);
  return policy;
}

// The browsers of the console join as those of a signaling service do.
std::optional<WebrtcPolicy> webrtc_policy(const Settings& settings) {
  const bool by_service = settings.get(key::webrtc_enabled);
  const bool in_browsers = settings.get(key::call_answer_in_browser);
  if (!by_service && !in_browsers) return std::nullopt;
  WebrtcPolicy policy{};
  if (by_service) policy.button = button(settings.get(key::webrtc_call_button_action));
  if (in_browsers && !policy.button) policy.button = Ask::operators;
  return policy;
}

std::vector<Contact> directory(const Settings& settings) {
  std::vector<Contact> contacts;
  if (!settings.get(key::display_directory)) return contacts;
  base::IdSequence<ContactId> ids;
  for (const std::string& text : settings.get(key::display_contacts))
    if (const auto contact = settings::contact_from_text(text))
      contacts.push_back({ids.next(), {Route::sip, std::string{contact->extension}}});
  return contacts;
}

std::optional<access::RelayPulse> relay(const Settings& settings) {
  if (!settings.get(key::access_relay_enabled)) return std::nullopt;
  return access::RelayPulse{.hold = settings.get(key::access_relay_pulse)};
}

FieldError refused(std::string_view field, Reason reason, std::string allowed) {
  return {std::string{field}, reason, std::move(allowed)};
}

std::expected<access::UnlockFormat, FieldError> format(const Settings& settings) {
  if (settings.get(key::card_reader_card_format) == settings::CardFormat::custom) {
    auto custom =
        access::card_format_from_text("custom", settings.get(key::card_reader_custom_format));
    if (custom) return *custom;
    return std::unexpected(
        refused(key::card_reader_custom_format.name, Reason::malformed,
                "column " + std::to_string(custom.error().column) + ": " + custom.error().reason));
  }
  auto known = access::unlock_format_by_name(settings.name(key::card_reader_card_format));
  if (known) return *known;
  return std::unexpected(refused(key::card_reader_card_format.name, Reason::contradiction,
                                 access::explanation(known.error())));
}

std::expected<access::Bits, FieldError> credential_bits(const Settings& settings) {
  const auto chosen = format(settings);
  if (!chosen) return std::unexpected(chosen.error());
  const auto number = [&](const auto& id) {
    return static_cast<std::uint64_t>(settings.get(id).value_or(0));
  };
  const access::Credential credential{.facility = number(key::access_facility_id),
                                      .card = number(key::access_card_id)};
  const auto bits = access::encode(*chosen, credential);
  if (bits) return *bits;
  const bool facility = credential.facility > chosen->max().facility;
  return std::unexpected(refused(facility ? key::access_facility_id.name : key::access_card_id.name,
                                 Reason::out_of_range, access::explanation(bits.error())));
}

access::CredentialOutput credential_output(const Settings& settings, const access::Bits& bits) {
  const bool osdp = settings.get(key::access_credential_output) == settings::CredentialOutput::osdp;
  access::CredentialOutput output{
      .bits = bits, .line = osdp ? access::PanelLine::osdp : access::PanelLine::wiegand};
  if (settings.get(key::access_feedback_from_panel))
    output.feedback_timeout = settings.get(key::access_feedback_timeout);
  return output;
}

std::optional<dtmf::Key> dial_key(const Settings& settings) {
  const auto text = settings.get(key::sip_unlock_dial_key);
  return text.size() == 1 ? dtmf::Key::from_character(text.front()) : std::nullopt;
}

}  // namespace

std::expected<Policy, std::vector<FieldError>> policy_from(const Settings& settings) {
  std::vector<FieldError> errors;
  Policy policy{.sip = sip_policy(settings),
                .webrtc = std::nullopt,
                .directory = directory(settings),
                .visitor_may_cancel = settings.get(key::display_visitor_may_cancel),
                .ring_timeout = settings.get(key::call_ring_timeout),
                .vanish_timeout = settings.get(key::call_far_side_timeout),
                .unlock_by_key = settings.get(key::sip_unlock_by_dial_key),
                .unlock_outside_call = outside_call(settings.get(key::access_unlock_outside_call)),
                .outputs = {.relay = relay(settings)}};
  policy.webrtc = webrtc_policy(settings);

  if (const auto key = dial_key(settings))
    policy.unlock_key = *key;
  else
    errors.push_back(
        refused(key::sip_unlock_dial_key.name, Reason::malformed, "one digit, 0 to 9"));

  if (const auto described = format(settings);
      !described && described.error().field == key::card_reader_custom_format.name)
    errors.push_back(described.error());
  else if (settings.get(key::access_credential_enabled)) {
    if (const auto bits = credential_bits(settings))
      policy.outputs.credential = credential_output(settings, *bits);
    else
      errors.push_back(bits.error());
  }
  if (!errors.empty()) return std::unexpected(std::move(errors));
  return policy;
}

}  // namespace portero::call
