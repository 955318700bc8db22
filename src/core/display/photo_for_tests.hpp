#pragma once

#include <cstdint>
#include <vector>

namespace portero::display {

// The outline of a JPEG of one grey pixel, of which the number is nonsense.
inline std::vector<std::uint8_t> photo(std::uint8_t number = 0) {
  return {0xFF, 0xD8, 0xFF, 0xC0, 0, 8, 8, 0, 1, 0, 1, 1, 0xFF, 0xDA, 0, 3, 1, number, 0xFF, 0xD9};
}

}  // namespace portero::display
