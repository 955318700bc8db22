#include "core/media/congestion/shared_rate.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace portero::congestion {

Bitrate shared_rate(std::vector<Bitrate> viewers) {
  PORTERO_ASSERT(!viewers.empty(), "somebody is there to see it");
  std::ranges::sort(viewers);
  const Bitrate without_slowest = viewers[viewers.size() / 3];
  const Bitrate median = viewers[viewers.size() / 2];
  const Bitrate least = std::max(without_slowest * follows, median * least_of_median);
  return *std::ranges::lower_bound(viewers, least);
}

}  // namespace portero::congestion
