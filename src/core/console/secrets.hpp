#pragma once

#include <string_view>

namespace portero::console {

// In a time that tells nothing of where they differ.
[[nodiscard]] bool are_equal(std::string_view one, std::string_view other);

}  // namespace portero::console
