#pragma once

#include <filesystem>

namespace portero::ctl {

// `porteroctl backup FILE`: the file is new, and for its owner alone. The passphrase is asked for,
// or is the first line of the standard input.
[[nodiscard]] int backup(const std::filesystem::path& socket, const std::filesystem::path& file);
// `porteroctl restore FILE`
[[nodiscard]] int restore(const std::filesystem::path& socket, const std::filesystem::path& file);

}  // namespace portero::ctl
