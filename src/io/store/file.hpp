#pragma once

#include <cstddef>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Small files, whole or not at all (GEN-3).
namespace portero::store {

struct FileFailure {
  int code;              // errno
  std::string sentence;  // "/var/lib/portero/settings cannot be written: No space left on device"
};

// The disk or the owner's share of it is used up.
[[nodiscard]] bool is_full(const FileFailure& failure);

// The file in place of the one before, for its owner alone. Power lost at any moment leaves the one
// or the other; when this returns, the new one is on the disk. Only one process may write it.
[[nodiscard]] std::expected<void, FileFailure> replace_file(const std::filesystem::path& file,
                                                            std::string_view bytes);

// What replace_file() leaves behind where the power fails in its midst.
inline constexpr std::string_view unfinished = ".new";

// nullopt where there is no such file.
[[nodiscard]] std::expected<std::optional<std::string>, FileFailure> read_file(
    const std::filesystem::path& file, std::size_t max_bytes);

// These files of the folder; those that are not there are gone, too. When this returns without a
// failure, the disk knows none of them any more.
[[nodiscard]] std::expected<void, FileFailure> remove_files(
    const std::filesystem::path& folder, const std::vector<std::filesystem::path>& files);

}  // namespace portero::store
