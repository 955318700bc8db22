#include <algorithm>
#include <concepts>
#include <set>

#include "base/utf8.hpp"
#include "core/settings/checks.hpp"
#include "core/settings/contact.hpp"

namespace portero::settings {
namespace {

// Each takes exactly the value of its type: a number is no boolean, nor the other way round.

std::optional<Reason> objection_to(const BooleanType&, std::same_as<bool> auto) { return {}; }

std::optional<Reason> objection_to(const IntegerType& type, std::same_as<std::int64_t> auto value) {
  if (value < type.min || value > type.max) return Reason::out_of_range;
  if (!type.only.empty() && std::ranges::find(type.only, value) == type.only.end())
    return Reason::not_a_choice;
  return {};
}

std::optional<Reason> objection_to(const TextType& type, const std::string& value) {
  if (!base::is_utf8(value)) return Reason::malformed;
  if (base::character_count(value) > type.max_length) return Reason::too_long;
  if (value.empty()) return type.may_be_empty() ? std::nullopt : std::optional{Reason::empty};
  return accepts(type.format, value) ? std::nullopt : std::optional{Reason::malformed};
}

std::optional<Reason> objection_to(const ChoiceType& type, const std::string& value) {
  const bool known = std::ranges::find(type.choices, value, &Choice::name) != type.choices.end();
  return known ? std::nullopt : std::optional{Reason::not_a_choice};
}

// By which the items of a list are told apart.
std::string_view identity(const TextType& type, std::string_view item) {
  const auto contact = type.format == Format::contact ? contact_from_text(item) : std::nullopt;
  return contact ? contact->name : item;
}

std::optional<Reason> objection_to(const ListType& type, const TextList& value) {
  if (value.size() > type.max_items) return Reason::too_many;
  std::set<std::string_view> distinct;
  for (const std::string& item : value) {
    if (item.empty()) return Reason::empty_item;
    if (const auto reason = objection_to(type.item, item)) return reason;
    distinct.insert(identity(type.item, item));
  }
  return distinct.size() == value.size() ? std::nullopt : std::optional{Reason::repeated};
}

}  // namespace

std::optional<Reason> objection(const Setting& setting, const Value& value) {
  return std::visit(
      [](const auto& type, const auto& given) -> std::optional<Reason> {
        if constexpr (requires { objection_to(type, given); })
          return objection_to(type, given);
        else
          return Reason::wrong_type;
      },
      setting.type, value);
}

}  // namespace portero::settings
