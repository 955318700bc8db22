#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace portero::console {

// Whether the path is one of the pattern's: in "/api/v1/whep/{viewer}", a number stands for what is
// in braces.
[[nodiscard]] bool matches(std::string_view pattern, std::string_view path);

// The number in a path that matches a pattern with one.
[[nodiscard]] std::optional<std::uint64_t> number_in(std::string_view path);

}  // namespace portero::console
