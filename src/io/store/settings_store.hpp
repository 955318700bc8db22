#pragma once

#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/store/file.hpp"
#include "io/store/settings_text.hpp"

namespace portero::store {

inline constexpr std::string_view settings_file = "settings";
// So many damaged files are kept beside it; the last of these is replaced by further ones.
inline constexpr int max_damaged_files = 9;

struct SaveError {
  bool outdated = false;  // somebody else changed the settings meanwhile
  std::string sentence;
};

// The settings that were changed on the station, beneath what file, environment and command line
// pin (docs/decisions/0020-what-the-station-keeps.md).
class SettingsStore {
 public:
  // A damaged file is kept under another name, and what is sane of it is stored anew. An error is
  // a sentence: nothing can be stored here.
  [[nodiscard]] static std::expected<SettingsStore, std::string> open(
      const std::filesystem::path& folder, const SealingKey& key);

  // As they were given: nothing in it is checked against this version's table.
  [[nodiscard]] const settings::Patch& stored() const { return stored_; }
  // Another one after each change, for If-Match.
  [[nodiscard]] const std::string& version() const { return version_; }
  // What was lost at opening and where the old file is, in sentences.
  [[nodiscard]] const std::vector<std::string>& troubles() const { return troubles_; }

  // All or nothing. Where a version is given, only in place of that one.
  [[nodiscard]] std::expected<void, SaveError> save(
      settings::Patch settings, std::optional<std::string_view> instead_of = std::nullopt);

 private:
  SettingsStore(const std::filesystem::path& folder, const SealingKey& key)
      : folder_(folder), key_(key) {}
  [[nodiscard]] std::expected<void, FileFailure> write(const settings::Patch& settings);
  [[nodiscard]] std::expected<std::filesystem::path, std::string> keep_damaged() const;

  std::filesystem::path folder_;
  SealingKey key_;
  settings::Patch stored_;
  std::string version_;
  std::vector<std::string> troubles_;
};

}  // namespace portero::store
