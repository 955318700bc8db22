#include "core/access/range_error.hpp"

#include <fmt/format.h>

namespace portero::access {

std::string explanation(const RangeError& error) {
  if (error.min == error.max)
    return fmt::format("{} {} is out of range: only {} is allowed", error.what, error.value,
                       error.min);
  return fmt::format("{} {} is out of range: {} to {} is allowed", error.what, error.value,
                     error.min, error.max);
}

}  // namespace portero::access
