#include "core/settings/contact.hpp"

#include "base/utf8.hpp"
#include "core/settings/blanks.hpp"
#include "core/settings/format.hpp"

namespace portero::settings {

std::optional<Contact> contact_from_text(std::string_view text) {
  const std::size_t sign = text.find('=');
  if (sign == text.npos) return std::nullopt;
  const Contact contact{without_blanks_around(text.substr(0, sign)),
                        without_blanks_around(text.substr(sign + 1))};
  const bool named = !contact.name.empty() && accepts(Format::line, contact.name) &&
                     base::character_count(contact.name) <= max_contact_name;
  const bool leads_somewhere = !contact.extension.empty() &&
                               contact.extension.size() <= max_contact_extension &&
                               accepts(Format::extension, contact.extension);
  return named && leads_somewhere ? std::optional{contact} : std::nullopt;
}

std::vector<std::string> names_of_contacts(std::span<const std::string> texts) {
  std::vector<std::string> names;
  for (const std::string& text : texts)
    if (const auto contact = contact_from_text(text)) names.emplace_back(contact->name);
  return names;
}

}  // namespace portero::settings
