#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace portero::console {

// What one hash takes: 19 MiB for some 30 ms, the least that OWASP's cheat sheet recommends.
inline constexpr std::size_t hash_memory_bytes = std::size_t{19} * 1024 * 1024;

// Argon2id (RFC 9106) with salt and parameters, as one text.
[[nodiscard]] std::string hash_password(std::string_view password);
[[nodiscard]] bool is_password(const std::string& hash, std::string_view password);

}  // namespace portero::console
