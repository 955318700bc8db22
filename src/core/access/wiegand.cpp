#include "core/access/wiegand.hpp"

#include <algorithm>
#include <optional>

namespace portero::access {
namespace {

// A negative duration is told as 0, which is as far out of range.
std::uint64_t microseconds(base::Duration duration) {
  return static_cast<std::uint64_t>(std::max<base::Duration::rep>(duration.count(), 0));
}

std::optional<RangeError> misfit(std::string_view what, base::Duration value, base::Duration min,
                                 base::Duration max) {
  if (value >= min && value <= max) return std::nullopt;
  return RangeError{what, microseconds(value), microseconds(min), microseconds(max)};
}

}  // namespace

std::expected<WiegandTiming, RangeError> WiegandTiming::make(base::Duration width,
                                                             base::Duration interval) {
  if (const auto error = misfit("Wiegand pulse width (us)", width, min_width, max_width))
    return std::unexpected(*error);
  if (const auto error = misfit("Wiegand interval (us)", interval, min_interval, max_interval))
    return std::unexpected(*error);
  return WiegandTiming(width, interval);
}

std::vector<WiegandPulse> wiegand_pulses(const Bits& bits, const WiegandTiming& timing) {
  std::vector<WiegandPulse> pulses;
  pulses.reserve(bits.size());
  base::Duration start{0};
  for (std::size_t position = 0; position < bits.size(); ++position) {
    pulses.push_back({bits[position] ? WiegandLine::d1 : WiegandLine::d0, start, timing.width()});
    start += timing.interval();
  }
  return pulses;
}

}  // namespace portero::access
