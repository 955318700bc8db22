#pragma once

#include <span>
#include <string_view>
#include <variant>

namespace portero::settings {

// One setting having one value: a boolean, or the name of a choice.
struct Equals {
  std::string_view key;
  std::variant<bool, std::string_view> value;
};

// Holds when all of its parts do.
struct Condition {
  std::string_view words;  // continues 'required when'
  std::span<const Equals> all_of;
};

namespace condition {

extern const Condition sip_needs_a_server;
extern const Condition webrtc_on;
extern const Condition verified_by_uploaded_ca;
extern const Condition verified_by_pinned_certificate;
extern const Condition credential_on;
extern const Condition custom_card_format;

}  // namespace condition
}  // namespace portero::settings
