#include "core/sip/random_hex.hpp"

#include <string_view>

namespace portero::sip {

std::string random_hex(std::uint64_t random) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) text += digits[random >> shift & 15];
  return text;
}

}  // namespace portero::sip
