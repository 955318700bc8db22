#include "io/media/sound/ducking.hpp"

#include <algorithm>

namespace portero::sound {
namespace {

// Between words the visitor still talks.
constexpr int frames_of_pause = 30;
// The loudest frames of an echo are up to 13 dB above its quieter third.
constexpr float above_echo_db = 16;
constexpr float above_noise_db = 10;
// Relative to the loudest of the far side; nobody is disturbed by less.
constexpr float audible_echo_db = -32;

// Down within 40 ms, up within 120 ms.
float toward(float gain_db, float wanted_db) {
  return gain_db + std::clamp(wanted_db - gain_db, -3.0F, 1.0F);
}

}  // namespace

Ducking::Gains Ducking::step(const StepLevels& levels) {
  watch_.watch(levels);
  if (watch_.has_news()) {
    const float taken_db = watch_.echo_db() - watch_.rest_db();
    const bool audible = watch_.rest_db() > audible_echo_db;
    ducks_ = audible && taken_db < (ducks_ ? ends_above_db : begins_below_db);
  }
  const bool near = visitor_talks(levels.heard_dbfs);
  const bool far_only = watch_.far_talks() && !near;
  gains_.microphone_db = toward(gains_.microphone_db, ducks_ && far_only ? microphone_db : 0);
  gains_.loudspeaker_db = toward(gains_.loudspeaker_db, ducks_ && near ? loudspeaker_db : 0);
  return gains_;
}

bool Ducking::visitor_talks(float heard_dbfs) {
  const bool above_echo =
      !watch_.far_talks() || heard_dbfs > watch_.far_dbfs() + watch_.echo_db() + above_echo_db;
  const bool above_noise = heard_dbfs > watch_.noise_dbfs() + above_noise_db;
  visitor_frames_ = above_echo && above_noise ? frames_of_pause : std::max(visitor_frames_ - 1, 0);
  return visitor_frames_ > 0;
}

}  // namespace portero::sound
