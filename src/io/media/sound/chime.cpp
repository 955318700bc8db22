#include "io/media/sound/chime.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "io/media/sound/level.hpp"

namespace portero::sound {
namespace {

constexpr float full_scale = 32768;
constexpr auto fade_samples = static_cast<float>(samples_in(Chime::fade));

}  // namespace

void Chime::add_to(std::span<float> samples) {
  for (float& each : samples) {
    if (next_) {
      leaving_ = is_over() ? 0 : leaving_ - 1 / fade_samples;
      if (leaving_ <= 0) {
        melody_ = std::move(*next_);
        next_.reset();
        note_ = 0;
        at_ = 0;
        leaving_ = 1;
      }
    }
    if (is_over()) {
      if (!next_) return;
      continue;
    }
    each += leaving_ * sample();
    step();
  }
}

float Chime::sample() const {
  const Note& note = melody_.notes[note_];
  if (note.hz == 0) return 0;
  const auto at = static_cast<float>(at_);
  const auto left = static_cast<float>(samples_in(note.lasts) - at_);
  const float gain = std::min({at / fade_samples, left / fade_samples, 1.0F});
  const double turns = static_cast<double>(note.hz) * static_cast<double>(at_) / sample_rate_hz;
  const auto wave =
      static_cast<float>(std::sin(2 * std::numbers::pi * (turns - std::floor(turns))));
  return gain * wave * full_scale * std::numbers::sqrt2_v<float> * gain_of_db(level_dbfs);
}

void Chime::step() {
  if (++at_ < samples_in(melody_.notes[note_].lasts)) return;
  at_ = 0;
  ++note_;
  if (is_over() && melody_.repeats) note_ = 0;
}

}  // namespace portero::sound
