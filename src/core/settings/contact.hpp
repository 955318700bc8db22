#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace portero::settings {

inline constexpr std::size_t max_contact_name = 64;  // characters
inline constexpr std::size_t max_contact_extension = 128;

// An entry of the directory (CALL-9): "Anna Müller = 201". Views into the text that it was read of.
struct Contact {
  std::string_view name;
  std::string_view extension;
};

// None where the text has another form.
std::optional<Contact> contact_from_text(std::string_view text);

// Of all that are contacts.
std::vector<std::string> names_of_contacts(std::span<const std::string> texts);

}  // namespace portero::settings
