#include <algorithm>
#include <vector>

#include "base/overloaded.hpp"
#include "core/settings/documents.hpp"
#include "core/settings/json_value.hpp"
#include "core/settings/table.hpp"

namespace portero::settings {
namespace {

namespace json = boost::json;

constexpr std::string_view description =
    "The operation settings of one station. What is left out has its default; in a patch, null "
    "goes back to the default. A secret reads as {\"set\": true} and is left as it is when written "
    "so. The station checks more than a schema can say: its answer counts.";

json::string copy(std::string_view text) { return json::string(text); }

enum class Empty { allowed, refused };

json::object string_schema(const TextType& type, Empty empty) {
  json::object schema{{"type", "string"}, {"maxLength", type.max_length}};
  if (empty == Empty::refused) schema["minLength"] = 1;
  if (const std::string_view regular = pattern(type.format); !regular.empty())
    schema["pattern"] = (empty == Empty::allowed ? "^$|" : "") + std::string{regular};
  return schema;
}

json::object schema_of(const BooleanType&) { return {{"type", "boolean"}}; }

json::object schema_of(const IntegerType& type) {
  if (type.only.empty()) return {{"type", "integer"}, {"minimum", type.min}, {"maximum", type.max}};
  return {{"type", "integer"}, {"enum", json::array(type.only.begin(), type.only.end())}};
}

json::object schema_of(const TextType& type) {
  json::object string = string_schema(type, type.may_be_empty() ? Empty::allowed : Empty::refused);
  if (!type.secret) return string;
  const json::object is_set{{"type", "object"},
                            {"properties", {{"set", {{"const", true}}}}},
                            {"required", json::array{"set"}},
                            {"additionalProperties", false}};
  return {{"anyOf", json::array{std::move(string), is_set}}};
}

json::object schema_of(const ChoiceType& type) {
  json::array choices;
  for (const Choice& choice : type.choices)
    choices.push_back(json::object{{"const", copy(choice.name)}, {"title", copy(choice.label)}});
  return {{"oneOf", std::move(choices)}};
}

json::object schema_of(const ListType& type) {
  return {{"type", "array"},
          {"items", string_schema(type.item, Empty::refused)},
          {"maxItems", type.max_items},
          {"uniqueItems", true}};
}

// A pattern tells nobody what is allowed.
bool is_in_words_only(const Setting& setting) {
  return std::holds_alternative<TextType>(setting.type) ||
         std::holds_alternative<ListType>(setting.type);
}

json::object hints(const Setting& setting, std::size_t order) {
  json::object hints{{"order", order},
                     {"page", copy(setting.about.section.page)},
                     {"section", copy(setting.about.section.title)},
                     {"product_id", copy(setting.about.product_id)}};
  const auto* integer = std::get_if<IntegerType>(&setting.type);
  if (integer != nullptr && integer->unit != Unit::none)
    hints["unit"] = copy(symbol(integer->unit));
  if (is_secret(setting)) hints["secret"] = true;
  if (is_in_words_only(setting)) hints["allowed"] = allowed_values(setting);
  return hints;
}

json::object property(const Setting& setting, std::size_t order) {
  json::object property{{"title", copy(setting.about.label)},
                        {"description", copy(setting.about.help)}};
  const json::object type = std::visit([](const auto& of) { return schema_of(of); }, setting.type);
  property.insert(type.begin(), type.end());
  if (const auto initial = default_value(setting)) property["default"] = json_value(*initial);
  property["x-ui"] = hints(setting, order);
  return property;
}

Value expected_value(const Equals& equals) {
  return std::visit(base::overloaded{
                        [](bool flag) -> Value { return flag; },
                        [](std::string_view name) -> Value { return std::string{name}; },
                    },
                    equals.value);
}

// A setting that is left out has its default, which may be what the condition asks for.
json::object holds(const Condition& condition) {
  json::object properties;
  json::array required;
  for (const Equals& equals : condition.all_of) {
    const Value expected = expected_value(equals);
    properties.emplace(equals.key, json::object{{"const", json_value(expected)}});
    if (default_value(*find(equals.key)) != expected) required.push_back(copy(equals.key));
  }
  return {{"properties", std::move(properties)}, {"required", std::move(required)}};
}

json::object requires_settings(const Condition& condition) {
  json::object properties;
  json::array required;
  for (const Setting& setting : table()) {
    if (setting.about.required != &condition) continue;
    required.push_back(copy(setting.key));
    properties.emplace(setting.key, json::object{{"minLength", 1}});
  }
  return {{"properties", std::move(properties)}, {"required", std::move(required)}};
}

json::array requirements() {
  std::vector<const Condition*> seen;
  json::array all_of;
  for (const Setting& setting : table()) {
    const Condition* condition = setting.about.required;
    if (condition == nullptr || std::ranges::find(seen, condition) != seen.end()) continue;
    seen.push_back(condition);
    all_of.push_back(
        json::object{{"if", holds(*condition)}, {"then", requires_settings(*condition)}});
  }
  return all_of;
}

}  // namespace

std::string settings_schema() {
  json::object properties;
  for (const Setting& setting : table())
    properties.emplace(setting.key, property(setting, properties.size() + 1));
  return indented(json::object{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                               {"title", "Portero operation settings"},
                               {"description", copy(description)},
                               {"type", "object"},
                               {"properties", std::move(properties)},
                               {"additionalProperties", false},
                               {"allOf", requirements()}});
}

}  // namespace portero::settings
