#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

namespace portero::ipc {

// None where it is missing, or no text.
inline std::optional<std::string> text(const boost::json::object& from, std::string_view name) {
  const boost::json::value* const value = from.if_contains({name.data(), name.size()});
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return std::string{value->get_string()};
}

inline boost::json::value text_or_null(const std::optional<std::string>& text) {
  return text ? boost::json::value(*text) : boost::json::value(nullptr);
}

}  // namespace portero::ipc
