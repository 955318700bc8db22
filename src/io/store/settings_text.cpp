#include "io/store/settings_text.hpp"

#include <optional>

#include <fmt/format.h>

#include "core/settings/json.hpp"
#include "core/settings/table.hpp"

namespace portero::store {
namespace {

constexpr std::string_view title = "portero settings ";
constexpr std::string_view version = "1";

bool is_clear(std::string_view key) {
  const settings::Setting* setting = settings::find(key);
  return setting != nullptr && !is_secret(*setting);
}

std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

bool only_values(const settings::Patch& patch) {
  for (const auto& [key, change] : patch)
    if (!std::holds_alternative<settings::Value>(change)) return false;
  return true;
}

std::unexpected<std::string> damaged(std::string_view how) {
  return std::unexpected{fmt::format("is damaged: {}", how)};
}

}  // namespace

std::string to_text(const settings::Patch& settings, const SealingKey& key) {
  settings::Patch clear;
  settings::Patch secret;
  for (const auto& [name, change] : settings)
    (is_clear(name) ? clear : secret).insert_or_assign(name, change);
  const std::string body =
      fmt::format("{}\n{}\n", settings::to_json(clear), key.seal(settings::to_json(secret)));
  return fmt::format("{}{} {}\n{}", title, version, digest(body), body);
}

std::expected<SettingsText, std::string> read_settings(std::string_view text,
                                                       const SealingKey& key) {
  if (!text.starts_with(title)) return damaged("it does not begin as the settings of a station");
  text.remove_prefix(title.size());
  const auto head = take_line(text);
  if (!head || head->find(' ') == std::string_view::npos) return damaged("it is cut off");
  const std::size_t blank = head->find(' ');
  if (head->substr(0, blank) != version)
    return std::unexpected{
        fmt::format("was written by another version of Portero (form {}, this one reads {})",
                    head->substr(0, blank), version)};
  if (head->substr(blank + 1) != digest(text)) return damaged("its digest is another one");

  const auto clear_line = take_line(text);
  const auto sealed_line = clear_line ? take_line(text) : std::nullopt;
  if (!clear_line || !sealed_line || !text.empty()) return damaged("it has not three lines");
  auto clear = settings::patch_from_json(*clear_line);
  if (!clear || !only_values(*clear)) return damaged("its second line holds no settings");
  const auto opened = key.open(*sealed_line);
  if (!opened) return SettingsText{*std::move(clear), true};
  auto secret = settings::patch_from_json(*opened);
  if (!secret || !only_values(*secret)) return damaged("what is sealed in it is no settings");
  clear->merge(*secret);
  return SettingsText{*std::move(clear)};
}

}  // namespace portero::store
