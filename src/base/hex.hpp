#pragma once

#include <string>

#include "base/bytes.hpp"

namespace portero::base {

// Two digits a byte, in lower case.
[[nodiscard]] std::string to_hex(ByteView bytes);

}  // namespace portero::base
