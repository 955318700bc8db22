#include "core/settings/json.hpp"

#include <cmath>

#include <fmt/format.h>

#include "core/settings/json_value.hpp"
#include "core/settings/table.hpp"

namespace portero::settings {
namespace {

namespace json = boost::json;

// Beyond it a double skips whole numbers.
constexpr double largest_exact = 9007199254740991.0;

Change integer(double number) {
  if (std::trunc(number) != number || std::abs(number) > largest_exact) return Unreadable{};
  return Value{static_cast<std::int64_t>(number)};
}

Change list(const json::array& items) {
  TextList texts;
  for (const json::value& item : items) {
    const json::string* text = item.if_string();
    if (text == nullptr) return Unreadable{};
    texts.emplace_back(text->data(), text->size());
  }
  return Value{std::move(texts)};
}

Change change(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null: return Reset{};
    case json::kind::bool_: return Value{value.get_bool()};
    case json::kind::int64: return Value{value.get_int64()};
    case json::kind::double_: return integer(value.get_double());
    case json::kind::string: return Value{std::string{std::string_view{value.get_string()}}};
    case json::kind::array: return list(value.get_array());
    case json::kind::uint64:
    case json::kind::object: return Unreadable{};
  }
  return Unreadable{};
}

json::object secret_that_is_set() { return {{"set", true}}; }

bool leaves_secret(std::string_view key, const json::value& value) {
  const Setting* setting = find(key);
  return setting != nullptr && is_secret(*setting) && value == secret_that_is_set();
}

}  // namespace

std::expected<Patch, FieldError> patch_from_json(std::string_view text) {
  if (text.size() > max_json_bytes)
    return std::unexpected(
        FieldError{"", Reason::too_big, fmt::format("up to {} bytes", max_json_bytes)});
  json::error_code failed;
  const json::value parsed = json::parse(text, failed, {}, {.max_depth = max_json_depth});
  const json::object* object = failed ? nullptr : parsed.if_object();
  if (object == nullptr) return std::unexpected(FieldError{"", Reason::not_json, ""});
  Patch patch;
  for (const auto& [key, value] : *object) {
    if (!leaves_secret(key, value)) patch.insert_or_assign(std::string{key}, change(value));
  }
  return patch;
}

std::string to_json(const Patch& patch) {
  json::object object;
  for (const auto& [key, change] : patch) {
    const auto* value = std::get_if<Value>(&change);
    object.emplace(key, value == nullptr ? json::value(nullptr) : json_value(*value));
  }
  return json::serialize(object);
}

std::string to_json(const Settings& settings, Defaults defaults, Secrets secrets) {
  json::object object;
  for (const Setting& setting : table()) {
    if (defaults == Defaults::left_out && !settings.was_given(setting)) continue;
    const auto value = settings.value(setting);
    if (!value) continue;
    if (!is_secret(setting) || secrets == Secrets::revealed)
      object.emplace(setting.key, json_value(*value));
    else if (value != Value{std::string{}})
      object.emplace(setting.key, secret_that_is_set());
  }
  return json::serialize(object);
}

}  // namespace portero::settings
