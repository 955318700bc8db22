#pragma once

#include <string>

#include "base/dice.hpp"

namespace portero::sip {

// 16 hexadecimal digits, for tags, call ids, branches and client nonces.
[[nodiscard]] std::string random_token(base::Dice& dice);

}  // namespace portero::sip
