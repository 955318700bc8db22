#include "core/settings/difference.hpp"

#include "core/settings/table.hpp"

namespace portero::settings {
namespace {

// None and an empty text are the same.
std::optional<Value> effective(const Setting& setting, const Settings& settings) {
  auto value = settings.value(setting);
  if (value == Value{std::string{}}) value.reset();
  return value;
}

}  // namespace

std::vector<Difference> differences(const Settings& before, const Settings& after) {
  std::vector<Difference> found;
  for (const Setting& setting : table()) {
    auto old_value = effective(setting, before);
    auto new_value = effective(setting, after);
    if (old_value == new_value) continue;
    if (is_secret(setting))
      found.push_back({setting.key, true, {}, {}});
    else
      found.push_back({setting.key, false, std::move(old_value), std::move(new_value)});
  }
  return found;
}

}  // namespace portero::settings
