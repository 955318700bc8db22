#include "core/sip/random_token.hpp"

#include <cstdint>

namespace portero::sip {

std::string random_token(base::Dice& dice) {
  std::string token;
  for (std::uint64_t bits = dice.next(); token.size() < 16; bits >>= 4)
    token += "0123456789abcdef"[bits & 0xf];
  return token;
}

}  // namespace portero::sip
