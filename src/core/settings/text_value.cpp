#include "core/settings/text_value.hpp"

#include <charconv>

#include "base/overloaded.hpp"
#include "core/settings/blanks.hpp"
#include "core/settings/table.hpp"

namespace portero::settings {
namespace {

Change boolean(std::string_view text) {
  if (text == "true" || text == "yes" || text == "on") return Value{true};
  if (text == "false" || text == "no" || text == "off") return Value{false};
  return Unreadable{};
}

Change integer(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return Unreadable{};
  return Value{number};
}

Change list(std::string_view text) {
  TextList items;
  while (true) {
    const std::size_t comma = text.find(',');
    items.emplace_back(without_blanks_around(text.substr(0, comma)));
    if (comma == std::string_view::npos) return Value{std::move(items)};
    text.remove_prefix(comma + 1);
  }
}

}  // namespace

Change change_from_text(std::string_view key, std::string_view text) {
  const Setting* setting = find(key);
  if (!setting) return Value{std::string{text}};
  if (text.empty()) return Reset{};
  return std::visit(base::overloaded{
                        [&](const BooleanType&) { return boolean(text); },
                        [&](const IntegerType&) { return integer(text); },
                        [&](const ListType&) { return list(text); },
                        [&](const base::OneOf<TextType, ChoiceType> auto&) -> Change {
                          return Value{std::string{text}};
                        },
                    },
                    setting->type);
}

}  // namespace portero::settings
