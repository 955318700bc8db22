#include "core/display/level.hpp"

#include <algorithm>

namespace portero::display {

std::int32_t level_percent(double dbfs) {
  const double share = (dbfs - silence_dbfs) / -silence_dbfs;
  return static_cast<std::int32_t>(std::clamp(share, 0.0, 1.0) * 100.0);
}

}  // namespace portero::display
