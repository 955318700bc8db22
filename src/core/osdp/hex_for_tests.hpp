#pragma once

#include <string_view>

#include "core/osdp/frame.hpp"

namespace portero::osdp {

// "53 00 08": as captures write it.
inline Bytes hex(std::string_view text) {
  Bytes bytes;
  int digits = 0;
  for (const char c : text) {
    if (c == ' ') continue;
    const int digit = c <= '9' ? c - '0' : c - 'a' + 10;
    if (digits++ % 2 == 0)
      bytes.push_back(static_cast<std::uint8_t>(digit << 4));
    else
      bytes.back() = static_cast<std::uint8_t>(bytes.back() | digit);
  }
  return bytes;
}

}  // namespace portero::osdp
