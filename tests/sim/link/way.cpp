#include "tests/sim/link/way.hpp"

#include <algorithm>

namespace portero::sim::link {

std::expected<base::TimePoint, Missing> Way::send(std::size_t bytes, base::TimePoint now,
                                                  const Conditions& conditions) {
  // What waits when a limit goes is not overtaken.
  const base::TimePoint begins = std::max(now, free_at_);
  base::TimePoint leaves = begins;
  if (conditions.rate > Bitrate{}) {
    if (begins - now > conditions.queue) return std::unexpected(Missing::dropped);
    leaves = begins + base::Duration(static_cast<std::int64_t>(bytes) * 8 * 1'000'000 /
                                     conditions.rate.bits_per_s);
    free_at_ = leaves;
  }
  const base::Duration jitter = dice_.between(base::Duration::zero(), conditions.jitter);
  if (dice_.percent(conditions.loss_percent)) return std::unexpected(Missing::lost);
  return leaves + conditions.delay + jitter;
}

}  // namespace portero::sim::link
