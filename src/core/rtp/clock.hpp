#pragma once

#include <cstdint>
#include <type_traits>

#include "base/time.hpp"

namespace portero::rtp {

// A time in units of a stream's timestamps, which turn over (RFC 3550 section 5.1). Steps of whole
// units stay whole.
constexpr std::uint32_t in_units(base::TimePoint time, std::uint32_t clock_rate) {
  static_assert(std::is_same_v<base::Duration, std::chrono::microseconds>);
  const auto us = static_cast<std::uint64_t>(time.time_since_epoch().count());
  return static_cast<std::uint32_t>(us * clock_rate / 1'000'000);
}

}  // namespace portero::rtp
