#include "core/settings/settings.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "core/settings/table.hpp"

namespace portero::settings {
namespace {

template <class T>
const T& type_of(std::string_view key) {
  const Setting* setting = find(key);
  PORTERO_ASSERT(setting != nullptr, "every key constant has a row");
  const T* type = std::get_if<T>(&setting->type);
  PORTERO_ASSERT(type != nullptr, "a row has the type that its key reads as");
  return *type;
}

}  // namespace

bool Settings::get(Key<bool> key) const {
  const Value* value = given(key.name);
  return value != nullptr ? std::get<bool>(*value) : type_of<BooleanType>(key.name).initial;
}

std::int64_t Settings::get(Key<std::int64_t> key) const {
  const auto value = get(Key<std::optional<std::int64_t>>{key.name});
  PORTERO_ASSERT(value, "an integer that must be there has a default");
  return *value;
}

std::optional<std::int64_t> Settings::get(Key<std::optional<std::int64_t>> key) const {
  const Value* value = given(key.name);
  return value != nullptr ? std::get<std::int64_t>(*value) : type_of<IntegerType>(key.name).initial;
}

std::string_view Settings::get(Key<std::string> key) const { return text(key.name); }

std::span<const std::string> Settings::get(Key<TextList> key) const {
  const Value* value = given(key.name);
  if (value == nullptr) return {};
  return std::get<TextList>(*value);
}

std::string_view Settings::reveal(Key<Secret> key) const { return text(key.name); }

std::optional<Value> Settings::value(const Setting& setting) const {
  const Value* value = given(setting.key);
  return value != nullptr ? *value : default_value(setting);
}

bool Settings::was_given(const Setting& setting) const { return given(setting.key) != nullptr; }

const Value* Settings::given(std::string_view key) const {
  const auto found = given_.find(key);
  return found == given_.end() ? nullptr : &found->second;
}

std::string_view Settings::text(std::string_view key) const {
  const Value* value = given(key);
  return value != nullptr ? std::get<std::string>(*value) : type_of<TextType>(key).initial;
}

const Choice& Settings::chosen(std::string_view key) const {
  const auto& type = type_of<ChoiceType>(key);
  const Value* value = given(key);
  if (value == nullptr) return type.choices[type.initial];
  const auto found = std::ranges::find(type.choices, std::get<std::string>(*value), &Choice::name);
  PORTERO_ASSERT(found != type.choices.end(), "merge() lets only known choices in");
  return *found;
}

}  // namespace portero::settings
