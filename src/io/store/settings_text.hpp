#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "core/settings/merge.hpp"
#include "io/store/sealing_key.hpp"

// The file of the stored settings, in three lines: what it is and the digest of the rest, the
// settings that are no secrets as JSON, those that are as JSON that is sealed.
namespace portero::store {

inline constexpr std::size_t max_settings_bytes = std::size_t{512} * 1024;

struct SettingsText {
  settings::Patch settings;
  // The sealed line could not be opened with this key: every secret is missing.
  bool secrets_lost = false;
};

// Of values alone. What the table does not know may be a secret, and is sealed as well.
[[nodiscard]] std::string to_text(const settings::Patch& settings, const SealingKey& key);

// An error continues the name of the file: "is damaged: ...".
[[nodiscard]] std::expected<SettingsText, std::string> read_settings(std::string_view text,
                                                                     const SealingKey& key);

}  // namespace portero::store
