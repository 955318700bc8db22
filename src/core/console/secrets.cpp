#include "core/console/secrets.hpp"

#include <cstddef>

namespace portero::console {

bool are_equal(std::string_view one, std::string_view other) {
  if (one.size() != other.size()) return false;
  volatile unsigned difference = 0;
  for (std::size_t i = 0; i < one.size(); ++i)
    difference = difference | static_cast<unsigned>(one[i] ^ other[i]);
  return difference == 0;
}

}  // namespace portero::console
