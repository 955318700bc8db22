#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/osdp/aes.hpp"

namespace portero::osdp {

// As access.osdp_secure_channel_key has it: 32 hexadecimal digits.
[[nodiscard]] std::optional<Key> key_from_text(std::string_view text);
[[nodiscard]] std::string to_text(const Key& key);

}  // namespace portero::osdp
