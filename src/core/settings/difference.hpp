#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/settings/settings.hpp"

namespace portero::settings {

// One setting that two sets of settings have differently. Of a secret it is only told that it
// changed: before and after are nullopt. Elsewhere nullopt is 'none'.
struct Difference {
  std::string_view key;
  bool secret;
  std::optional<Value> before;
  std::optional<Value> after;

  bool operator==(const Difference&) const = default;
};

// In the order of the table. A default that was given and one that was not are the same.
[[nodiscard]] std::vector<Difference> differences(const Settings& before, const Settings& after);

}  // namespace portero::settings
