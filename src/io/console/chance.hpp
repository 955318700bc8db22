#pragma once

#include <string>

#include "core/console/claim_code.hpp"

namespace portero::console {

// 256 bits, as text for a cookie.
[[nodiscard]] std::string random_token();
[[nodiscard]] ClaimCode random_claim_code();

}  // namespace portero::console
