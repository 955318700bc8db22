#include "apps/ctl/settings.hpp"

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <optional>
#include <utility>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/utf8.hpp"
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

// All of it, because a key has several lines; nullopt where there is nothing.
std::optional<std::string> standard_input() {
  std::string text{std::istreambuf_iterator<char>{std::cin}, {}};
  if (text.ends_with('\n')) text.pop_back();
  return text.empty() ? std::nullopt : std::optional{std::move(text)};
}

// What is of the wrong type goes as it is: the station says what is allowed.
settings::Change meant(const std::string& name, std::string text) {
  const settings::Change change = settings::change_from_text(name, text);
  if (std::holds_alternative<settings::Unreadable>(change)) return settings::Value{std::move(text)};
  return change;
}

}  // namespace

std::expected<control::ChangeSettings, std::string> change_from(
    const std::vector<std::string>& assignments) {
  control::ChangeSettings change;
  bool read_input = false;
  for (const std::string& assignment : assignments) {
    const std::size_t sign = assignment.find('=');
    const std::string name = assignment.substr(0, sign);
    std::optional<std::string> value;
    if (sign != std::string::npos)
      value = assignment.substr(sign + 1);
    else if (!std::exchange(read_input, true))
      value = standard_input();
    if (!value)
      return std::unexpected(fmt::format(
          "There is no value for {0}: write {0}=VALUE, or give that of one setting by the standard "
          "input.",
          name));
    if (!base::is_utf8(assignment) || !base::is_utf8(*value))
      return std::unexpected(
          fmt::format("What is given for {} is not UTF-8.", base::valid_utf8(name)));
    change.patch.insert_or_assign(name, meant(name, *std::move(value)));
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
