#pragma once

#include <filesystem>

namespace portero::ctl {

// `porteroctl check`: lets the station check itself, and prints each check when it is done. The
// exit status is failure where one failed. A run that is under way is joined; nothing is printed of
// one that somebody begins meanwhile.
[[nodiscard]] int check(const std::filesystem::path& socket, bool as_json);

}  // namespace portero::ctl
