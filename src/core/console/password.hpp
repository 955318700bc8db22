#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace portero::console {

inline constexpr std::size_t min_password_characters = 12;
inline constexpr std::size_t max_password_bytes = 256;

// Why this may not be the console's password, or what else it is called, as a sentence; nothing
// where it may.
[[nodiscard]] std::optional<std::string> objection_to_password(
    std::string_view password, std::string_view called = "password");

}  // namespace portero::console
