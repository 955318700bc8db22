#include "io/ipc/settings_json.hpp"

#include <boost/json.hpp>

#include "base/overloaded.hpp"
#include "core/settings/json.hpp"

namespace portero::ipc {
namespace {

namespace json = boost::json;

std::string text(const json::object& from, std::string_view name) {
  const json::value* const value = from.if_contains({name.data(), name.size()});
  return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
}

}  // namespace

json::object written(const control::ToSettings& request) {
  return std::visit(
      base::overloaded{
          [](const control::AskSettings&) { return json::object{{"do", "settings"}}; },
          [](const control::ChangeSettings& change) {
            json::object out{{"do", "change_settings"},
                             {"settings", json::parse(settings::to_json(change.patch))}};
            if (change.instead_of) out["version"] = *change.instead_of;
            return out;
          },
      },
      request);
}

json::object written(const control::SettingsInForce& told) {
  json::object pinned;
  for (const auto& [key, where] : told.pinned) pinned.emplace(key, where);
  return {{"settings", json::parse(told.settings)},
          {"version", told.version},
          {"pinned", std::move(pinned)},
          {"remarks", json::array(told.remarks.begin(), told.remarks.end())}};
}

std::expected<control::ChangeSettings, std::string> change_of(const json::object& from) {
  const json::value* const patch = from.if_contains("settings");
  if (patch == nullptr || !patch->is_object())
    return std::unexpected(std::string{"settings: must be an object of settings by name"});
  auto read = settings::patch_from_json(json::serialize(*patch));
  if (!read) return std::unexpected("settings: " + settings::sentence(read.error()));
  control::ChangeSettings change{.patch = *std::move(read)};
  if (const json::value* const version = from.if_contains("version")) {
    if (!version->is_string()) return std::unexpected(std::string{"version: must be a text"});
    change.instead_of = std::string{version->get_string()};
  }
  return change;
}

std::expected<control::SettingsInForce, std::string> settings_of(const json::object& from) {
  const json::value* const settings = from.if_contains("settings");
  if (settings == nullptr || !settings->is_object())
    return std::unexpected(std::string{"settings: must be an object of settings by name"});
  control::SettingsInForce told{.settings = json::serialize(*settings),
                                .version = text(from, "version")};
  if (const json::value* pinned = from.if_contains("pinned"); pinned && pinned->is_object())
    for (const auto& [key, where] : pinned->get_object())
      if (where.is_string()) told.pinned.emplace(key, std::string{where.get_string()});
  if (const json::value* remarks = from.if_contains("remarks"); remarks && remarks->is_array())
    for (const json::value& remark : remarks->get_array())
      if (remark.is_string()) told.remarks.emplace_back(remark.get_string());
  return told;
}

}  // namespace portero::ipc
