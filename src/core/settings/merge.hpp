#pragma once

#include <cstddef>
#include <expected>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/settings/field_error.hpp"
#include "core/settings/settings.hpp"

namespace portero::settings {

inline constexpr std::size_t max_patch_settings = 256;

// Back to the default.
struct Reset {
  bool operator==(const Reset&) const = default;
};

// Something that no setting can be: an object, a fraction, a list of lists.
struct Unreadable {
  bool operator==(const Unreadable&) const = default;
};

using Change = std::variant<Reset, Unreadable, Value>;

// The settings to change, by key, as somebody wrote them: nothing in it is checked yet.
using Patch = std::map<std::string, Change, std::less<>>;

// What was done to a value besides accepting it, to be told to whoever gave it.
enum class Remark { blanks_removed };

// Continues the name of the field: 'had blanks around it, which were removed'.
std::string_view words(Remark remark);

struct Notice {
  std::string field;
  Remark remark;

  bool operator==(const Notice&) const = default;
};

struct Merged {
  Settings settings;
  std::vector<Notice> notices;
};

// All or nothing: the settings with the whole patch applied, or every reason against it, by field
// in the order of the patch, then what is missing or contradictory in the order of the table.
[[nodiscard]] std::expected<Merged, std::vector<FieldError>> merge(const Settings& before,
                                                                   const Patch& patch);

}  // namespace portero::settings
