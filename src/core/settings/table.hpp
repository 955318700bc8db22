#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/settings/setting.hpp"

namespace portero::settings {

// Every operation setting of a station, in the order in which people are shown them.
std::span<const Setting> table();

// nullptr where there is no such setting.
const Setting* find(std::string_view key);

// The known key that takes the fewest edits to reach (Levenshtein), or "" where none is near.
std::string_view nearest_key(std::string_view unknown);

std::optional<Value> default_value(const Setting& setting);

// What may be given, in words: '1 to 60 s', 'tcp, udp or tls'.
std::string allowed_values(const Setting& setting);

std::string_view symbol(Unit unit);

inline bool is_secret(const Setting& setting) {
  const auto* text = std::get_if<TextType>(&setting.type);
  return text != nullptr && text->secret;
}

}  // namespace portero::settings
