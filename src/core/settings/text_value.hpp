#pragma once

#include <string_view>

#include "core/settings/merge.hpp"

namespace portero::settings {

// What a person typed on a command line or in an environment variable, as the type of its setting
// has it: 'true', '60', 'tls', '201, 202' for a list. Unreadable where it cannot be that type;
// an empty text resets a setting. An unknown key keeps the text, for merge() to name it.
[[nodiscard]] Change change_from_text(std::string_view key, std::string_view text);

}  // namespace portero::settings
