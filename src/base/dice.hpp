#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>

#include "base/time.hpp"

// Randomness that is a function of its key: the same seed tells the same story on every machine
// (the distributions of <random> may differ between libraries). Cores are given a key drawn by the
// shell; what they make of it is as hard to guess as the key is.
namespace portero::base {

// The finalizer of SplitMix64 (Steele, Lea, Flood 2014).
constexpr std::uint64_t mix(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15;
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
  return value ^ (value >> 31);
}

template <std::integral Second, std::integral... More>
constexpr std::uint64_t mix(std::uint64_t first, Second second, More... more) {
  return mix(mix(first) ^ static_cast<std::uint64_t>(second), more...);
}

class Dice {
 public:
  explicit constexpr Dice(std::uint64_t key) : state_(key) {}

  constexpr std::uint64_t next() { return mix(state_++); }

  // Both ends included.
  constexpr int between(int low, int high) {
    const auto range = static_cast<std::uint64_t>(high - low) + 1;
    return low + static_cast<int>(next() % range);
  }
  constexpr Duration between(Duration low, Duration high) {
    const auto range = static_cast<std::uint64_t>((high - low).count()) + 1;
    return low + Duration(static_cast<Duration::rep>(next() % range));
  }
  constexpr bool percent(int chance) { return between(0, 99) < chance; }

  template <class T, std::size_t Size>
  constexpr const T& pick(const T (&choices)[Size]) {
    return choices[next() % Size];
  }

 private:
  std::uint64_t state_;
};

}  // namespace portero::base
