#pragma once

#include <string_view>

namespace portero::settings {

// The text without what clings to a key that was copied from a web page or a mail: spaces, tabs,
// line breaks, no-break and zero-width spaces, byte order marks, at either end.
std::string_view without_blanks_around(std::string_view text);

}  // namespace portero::settings
