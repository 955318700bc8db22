#include "io/media/sound/sound_settings.hpp"

#include <algorithm>

namespace portero::sound {

float gain_of_percent(int percent) {
  const float share = static_cast<float>(std::clamp(percent, 0, 100)) / 100;
  return share * share * share;
}

}  // namespace portero::sound
