#include "apps/ctl/settings.hpp"

#include <algorithm>
#include <cstdio>
#include <iostream>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "core/settings/text_value.hpp"

namespace portero::ctl {
namespace {

namespace json = boost::json;

std::string words(const json::value& value) {
  if (value.is_object()) return "(secret, set)";
  if (!value.is_string()) return json::serialize(value);
  std::string text{value.get_string()};
  const std::size_t end = text.find('\n');
  return end == std::string::npos ? text : text.substr(0, end) + " ...";
}

}  // namespace

std::expected<control::ChangeSettings, std::string> change_from(
    const std::vector<std::string>& assignments) {
  control::ChangeSettings change;
  for (const std::string& assignment : assignments) {
    const std::size_t sign = assignment.find('=');
    const std::string name = assignment.substr(0, sign);
    std::string value = sign == std::string::npos ? "" : assignment.substr(sign + 1);
    if (sign == std::string::npos && !std::getline(std::cin, value))
      return std::unexpected(fmt::format(
          "There is no value for {0}: write {0}=VALUE, or give it as a line of the standard input.",
          name));
    change.patch.insert_or_assign(name, settings::change_from_text(name, value));
  }
  return change;
}

control::ChangeSettings reset_of(const std::vector<std::string>& names) {
  control::ChangeSettings change;
  for (const std::string& name : names) change.patch.insert_or_assign(name, settings::Reset{});
  return change;
}

void print_settings(const control::SettingsInForce& told, const std::string& beginning) {
  const json::value settings = json::parse(told.settings);
  std::size_t widest = 0;
  for (const auto& [name, value] : settings.get_object())
    if (name.starts_with(beginning)) widest = std::max(widest, name.size());
  for (const auto& [name, value] : settings.get_object()) {
    if (!name.starts_with(beginning)) continue;
    const auto pinned = told.pinned.find(name);
    fmt::print("{:<{}}  {}{}\n", std::string_view{name}, widest, words(value),
               pinned == told.pinned.end() ? "" : "  (" + pinned->second + ")");
  }
}

void print_remarks(const control::SettingsInForce& told) {
  for (const std::string& remark : told.remarks) fmt::print(stderr, "porteroctl: {}\n", remark);
}

}  // namespace portero::ctl
