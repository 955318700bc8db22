#include <algorithm>

#include <fmt/format.h>

#include "base/overloaded.hpp"
#include "core/settings/checks.hpp"
#include "core/settings/table.hpp"

namespace portero::settings {
namespace {

bool holds(const Equals& equals, const Settings& settings) {
  const auto value = settings.value(*find(equals.key));
  return std::visit(
      base::overloaded{
          [&](bool expected) { return value == Value{expected}; },
          [&](std::string_view expected) { return value == Value{std::string{expected}}; },
      },
      equals.value);
}

bool holds(const Condition& condition, const Settings& settings) {
  return std::ranges::all_of(condition.all_of,
                             [&](const Equals& equals) { return holds(equals, settings); });
}

bool missing(const Setting& setting, const Settings& settings) {
  const auto value = settings.value(setting);
  return !value || value == Value{std::string{}};
}

void require_what_is_missing(const Settings& settings, std::vector<FieldError>& errors) {
  for (const Setting& setting : table()) {
    const Condition* required = setting.about.required;
    if (required != nullptr && missing(setting, settings) && holds(*required, settings))
      errors.push_back(
          {std::string{setting.key}, Reason::required,
           fmt::format("{} (required when {})", allowed_values(setting), required->words)});
  }
}

// With direct calls the SIP server may be left out, its account alone may not.
void require_account_of_server(const Settings& settings, std::vector<FieldError>& errors) {
  if (settings.get(key::sip_enabled) && settings.get(key::sip_direct_calls) &&
      !settings.get(key::sip_server_address).empty() && settings.get(key::sip_username).empty())
    errors.push_back(
        {std::string{key::sip_username.name}, Reason::required,
         allowed_values(*find(key::sip_username.name)) + " (required when there is a SIP server)"});
}

// Neither proves anything without the other.
void require_both_of_the_client(const Settings& settings, std::vector<FieldError>& errors) {
  const bool certificate = !settings.get(key::sip_tls_client_certificate).empty();
  const bool key = settings.has(key::sip_tls_client_key);
  if (certificate == key) return;
  const std::string_view missing =
      certificate ? key::sip_tls_client_key.name : key::sip_tls_client_certificate.name;
  errors.push_back(
      {std::string{missing}, Reason::required,
       allowed_values(*find(missing)) + (certificate ? " (required with a client certificate)"
                                                     : " (required with a client key)")});
}

bool only_read(CardFormat format) {
  switch (format) {
    case CardFormat::uid_32_mapped:
    case CardFormat::uid_56_mapped: return true;
    case CardFormat::h10301:
    case CardFormat::h10306:
    case CardFormat::corporate_1000_35:
    case CardFormat::h10302:
    case CardFormat::h10304:
    case CardFormat::corporate_1000_48:
    case CardFormat::custom: return false;
  }
  return true;
}

// UNL-5: the mapped UIDs are formats of cards that are read, never of the unlock's credential.
void refuse_uid_credential(const Settings& settings, std::vector<FieldError>& errors) {
  if (!settings.get(key::access_credential_enabled) ||
      !only_read(settings.get(key::card_reader_card_format)))
    return;
  errors.push_back({std::string{key::card_reader_card_format.name}, Reason::contradiction,
                    "any but the UID formats while an unlock sends a credential"});
}

// CALL-9: visitors would see an empty list, and reach nobody.
void refuse_empty_directory(const Settings& settings, std::vector<FieldError>& errors) {
  if (!settings.get(key::sip_enabled) ||
      settings.get(key::sip_call_button_action) != SipButtonAction::directory)
    return;
  if (settings.get(key::display_directory) && !settings.get(key::display_contacts).empty()) return;
  errors.push_back({std::string{key::sip_call_button_action.name}, Reason::contradiction,
                    "any but directory while the directory is off or lists nobody"});
}

}  // namespace

std::vector<FieldError> contradictions(const Settings& settings) {
  std::vector<FieldError> errors;
  require_what_is_missing(settings, errors);
  require_account_of_server(settings, errors);
  require_both_of_the_client(settings, errors);
  refuse_uid_credential(settings, errors);
  refuse_empty_directory(settings, errors);
  return errors;
}

}  // namespace portero::settings
