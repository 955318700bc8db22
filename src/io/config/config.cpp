#include "io/config/config.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "core/settings/text_value.hpp"

namespace portero::config {
namespace {

constexpr std::string_view prefix = "PORTERO_";
constexpr std::string_view level = "__";

// sip.transport of PORTERO_SIP__TRANSPORT. Without a level it is no setting: PORTERO_PASSWORD may
// be a secret that the file names.
std::optional<std::string> key_of(std::string_view variable) {
  if (!variable.starts_with(prefix)) return std::nullopt;
  std::string key{variable.substr(prefix.size())};
  const std::size_t at = key.find(level);
  if (at == std::string::npos) return std::nullopt;
  key.replace(at, level.size(), ".");
  std::ranges::transform(key, key.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return key;
}

void add(Given& given, const std::string& key, std::string_view text, std::string origin) {
  given.patch.insert_or_assign(key, settings::change_from_text(key, text));
  given.origins.insert_or_assign(key, std::move(origin));
}

Problems told(const std::vector<settings::FieldError>& errors, const Origins& origins) {
  Problems problems;
  for (const settings::FieldError& error : errors) {
    const auto origin = origins.find(error.field);
    problems.push_back(origin == origins.end()
                           ? settings::sentence(error)
                           : fmt::format("{}: {}", origin->second, settings::sentence(error)));
  }
  return problems;
}

// Each time at least one: what is objected to, or everything where the objection is to something
// that is missing or pinned.
void leave_out(settings::Patch& stored, const std::vector<settings::FieldError>& errors,
               Problems& left_out) {
  const std::size_t before = stored.size();
  for (const settings::FieldError& error : errors)
    if (stored.erase(error.field) > 0)
      left_out.push_back("Stored on the station and not in force: " + settings::sentence(error));
  if (stored.size() < before) return;
  for (const settings::FieldError& error : errors)
    left_out.push_back("Nothing that is stored on the station is in force: " +
                       settings::sentence(error));
  stored.clear();
}

}  // namespace

Given from_environment(const std::vector<Assignment>& environment) {
  Given given;
  for (const Assignment& variable : environment)
    if (const auto key = key_of(variable.name)) add(given, *key, variable.value, variable.name);
  return given;
}

Given from_command_line(const std::vector<Assignment>& set) {
  Given given;
  for (const Assignment& one : set) add(given, one.name, one.value, "--set");
  return given;
}

std::expected<Loaded, Problems> merge(const std::vector<Given>& sources, settings::Patch stored) {
  Given all;
  for (const Given& source : sources) {
    for (const auto& [key, change] : source.patch) all.patch.insert_or_assign(key, change);
    for (const auto& [key, origin] : source.origins) all.origins.insert_or_assign(key, origin);
  }
  for (const auto& [key, pinned] : all.patch) stored.erase(key);
  Problems left_out;
  while (true) {
    settings::Patch both = all.patch;
    both.insert(stored.begin(), stored.end());
    auto merged = settings::merge(settings::Settings{}, both);
    if (merged)
      return Loaded{std::move(merged->settings), std::move(merged->notices), std::move(all.origins),
                    std::move(left_out)};
    if (stored.empty()) return std::unexpected(told(merged.error(), all.origins));
    leave_out(stored, merged.error(), left_out);
  }
}

}  // namespace portero::config
