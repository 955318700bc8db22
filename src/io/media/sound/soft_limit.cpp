#include "io/media/sound/soft_limit.hpp"

#include <algorithm>
#include <cmath>

namespace portero::sound {
namespace {

constexpr float full_scale = 32767;
constexpr float knee = 0.7F * full_scale;

}  // namespace

std::int16_t clipped(float sample) {
  return static_cast<std::int16_t>(std::lrint(std::clamp(sample, -full_scale - 1, full_scale)));
}

std::int16_t softly_limited(float sample) {
  const float size = std::abs(sample);
  if (size <= knee) return clipped(sample);
  constexpr float room = full_scale - knee;
  return clipped(std::copysign(knee + room * std::tanh((size - knee) / room), sample));
}

}  // namespace portero::sound
