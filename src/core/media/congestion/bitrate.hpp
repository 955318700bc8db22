#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>

#include "base/time.hpp"

namespace portero::congestion {

struct Bitrate {
  std::int64_t bits_per_s = 0;

  auto operator<=>(const Bitrate&) const = default;

  constexpr Bitrate operator+(Bitrate more) const { return {bits_per_s + more.bits_per_s}; }
  constexpr Bitrate operator-(Bitrate less) const { return {bits_per_s - less.bits_per_s}; }
  constexpr Bitrate operator*(double factor) const {
    return {static_cast<std::int64_t>(static_cast<double>(bits_per_s) * factor)};
  }
  constexpr double operator/(Bitrate other) const {
    return static_cast<double>(bits_per_s) / static_cast<double>(other.bits_per_s);
  }
};

constexpr Bitrate kbit_per_s(std::int64_t kilobits) { return {kilobits * 1000}; }

// Of a span that is not empty.
constexpr Bitrate bitrate(std::size_t bytes, base::Duration span) {
  return {static_cast<std::int64_t>(bytes) * 8 * 1'000'000 / span.count()};
}

constexpr std::size_t bytes_in(Bitrate rate, base::Duration span) {
  return static_cast<std::size_t>(rate.bits_per_s * span.count() / 8 / 1'000'000);
}

}  // namespace portero::congestion
