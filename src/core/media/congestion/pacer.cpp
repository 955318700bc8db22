#include "core/media/congestion/pacer.hpp"

#include <algorithm>

namespace portero::congestion {

base::TimePoint Pacer::leaves(std::size_t wire_bytes, base::TimePoint now) {
  const base::TimePoint leaves = std::clamp(free_at_, now, now + longest_wait);
  const std::int64_t bits = static_cast<std::int64_t>(wire_bytes) * 8;
  free_at_ = leaves + base::Duration(bits * 1'000'000 / rate_.bits_per_s);
  return leaves;
}

}  // namespace portero::congestion
