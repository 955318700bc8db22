#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

#include "core/settings/merge.hpp"
#include "core/settings/settings.hpp"

namespace portero::settings {

inline constexpr std::size_t max_json_bytes = std::size_t{128} * 1024;
inline constexpr std::size_t max_json_depth = 4;

// Reads an object of settings by key. null resets a setting; {"set": true}, which is how a secret
// is written, leaves the secret as it is. Only what is no such object at all is refused here:
// merge() judges the settings.
[[nodiscard]] std::expected<Patch, FieldError> patch_from_json(std::string_view json);

// What patch_from_json() reads as the same values, secrets included; what is no value is null.
[[nodiscard]] std::string to_json(const Patch& patch);

enum class Secrets { hidden, revealed };
enum class Defaults { written, left_out };

// An object of settings by key, in the order of the table, without blanks. A hidden secret is
// {"set": true} where there is one and absent where there is none; nothing else that has no value
// is written. Secrets are revealed only for storage that encrypts them (GEN-2).
[[nodiscard]] std::string to_json(const Settings& settings, Defaults defaults,
                                  Secrets secrets = Secrets::hidden);

}  // namespace portero::settings
