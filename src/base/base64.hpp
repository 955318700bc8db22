#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"

namespace portero::base {

// RFC 4648 section 4: the standard alphabet, padded with '='.
[[nodiscard]] std::string to_base64(ByteView bytes);

// Takes text with its padding or without, because both are met in the field. Anything else that is
// not of the alphabet, or a length that no bytes can have, gives nullopt.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text);

}  // namespace portero::base
