#include <fmt/format.h>

#include "base/overloaded.hpp"
#include "core/settings/table.hpp"

namespace portero::settings {
namespace {

// 'a, b or c'
template <class Items, class Name>
std::string alternatives(const Items& items, Name name) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) text += i + 1 == items.size() ? " or " : ", ";
    text += name(items[i]);
  }
  return text;
}

std::string with_unit(std::string text, Unit unit) {
  if (unit != Unit::none) text.append(" ").append(symbol(unit));
  return text;
}

std::string integer(const IntegerType& type) {
  if (!type.only.empty())
    return with_unit(alternatives(type.only, [](std::int64_t n) { return fmt::to_string(n); }),
                     type.unit);
  return with_unit(fmt::format("{} to {}", type.min, type.max), type.unit);
}

std::string text(const TextType& type) {
  if (type.format == Format::digit || type.format == Format::aes_128_key ||
      type.format == Format::contact)
    return std::string{words(type.format)};
  return fmt::format("{}, up to {} characters", words(type.format), type.max_length);
}

}  // namespace

std::string_view symbol(Unit unit) {
  switch (unit) {
    case Unit::none: return "";
    case Unit::s: return "s";
    case Unit::ms: return "ms";
    case Unit::us: return "us";
    case Unit::percent: return "%";
    case Unit::baud: return "baud";
    case Unit::kbit_per_s: return "kbit/s";
  }
  return "";
}

std::string allowed_values(const Setting& setting) {
  return std::visit(base::overloaded{
                        [](const BooleanType&) { return std::string{"true or false"}; },
                        [](const IntegerType& type) { return integer(type); },
                        [](const TextType& type) { return text(type); },
                        [](const ChoiceType& type) {
                          return alternatives(type.choices,
                                              [](const Choice& choice) { return choice.name; });
                        },
                        [](const ListType& type) {
                          return fmt::format("a list of up to {}, each different: {}",
                                             type.max_items, text(type.item));
                        },
                    },
                    setting.type);
}

}  // namespace portero::settings
