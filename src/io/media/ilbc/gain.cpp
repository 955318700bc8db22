#include "io/media/ilbc/gain.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace portero::ilbc {
namespace {

// In units of 2^-14.
constexpr std::array<std::int16_t, 32> first_stage{
    614,   1229,  1843,  2458,  3072,  3686,  4301,  4915,  5530,  6144,  6758,
    7373,  7987,  8602,  9216,  9830,  10445, 11059, 11674, 12288, 12902, 13517,
    14131, 14746, 15360, 15974, 16589, 17203, 17818, 18432, 19046, 19661};
constexpr std::array<std::int16_t, 16> second_stage{-17203, -14746, -12288, -9830, -7373, -4915,
                                                    -2458,  0,      2458,   4915,  7373,  9830,
                                                    12288,  14746,  17203,  19661};
constexpr std::array<std::int16_t, 8> third_stage{-16384, -10813, -5407, 0,
                                                  4096,   8192,   12288, 16384};

constexpr std::array<std::span<const std::int16_t>, 3> stages{first_stage, second_stage,
                                                              third_stage};

// Later stages cannot be quieter than that, so that a small gain does not end what can be said.
constexpr float smallest_unit = 0.1F;

float unit_of(std::size_t stage, float before) {
  return (stage == 0 ? 1 : std::max(smallest_unit, std::abs(before))) / 16384.0F;
}

}  // namespace

float gain_of(std::size_t stage, std::size_t index, float before) {
  return static_cast<float>(stages[stage][index]) * unit_of(stage, before);
}

std::uint8_t nearest_gain(std::size_t stage, float wanted, float before) {
  const float level = wanted / unit_of(stage, before);
  const auto levels = stages[stage];
  const auto nearest = std::ranges::min_element(
      levels, {}, [&](std::int16_t at) { return std::abs(static_cast<float>(at) - level); });
  return static_cast<std::uint8_t>(nearest - levels.begin());
}

std::size_t gain_count(std::size_t stage) { return stages[stage].size(); }

}  // namespace portero::ilbc
