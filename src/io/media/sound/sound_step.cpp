#include "io/media/sound/sound_step.hpp"

#include <algorithm>
#include <array>

#include "io/media/sound/soft_limit.hpp"

namespace portero::sound {

Frame SoundStep::take(Frame& heard, base::TimePoint captured) {
  take_changes();
  const Frame played = mixed();
  for (std::int16_t& sample : heard) {
    sample = softly_limited(microphone_gain_ * static_cast<float>(sample));
  }
  shared_->heard.measure(heard);
  shared_->played.measure(played);
  for (const auto& hearing : hearings_) hearing->tell(heard, captured);
  return played;
}

void SoundStep::take_changes() {
  if (auto voices = shared_->voices.take()) voices_ = *std::move(voices);
  if (auto hearings = shared_->hearings.take()) hearings_ = *std::move(hearings);
  if (const auto settings = shared_->settings.take()) {
    speaker_gain_ = gain_of_percent(settings->speaker_percent);
    microphone_gain_ = gain_of_percent(settings->microphone_percent);
  }
}

Frame SoundStep::mixed() {
  std::array<float, frame_samples> sum{};
  Frame frame;
  for (const auto& voice : voices_) {
    if (!voice->play(frame)) continue;
    for (std::size_t i = 0; i < frame_samples; ++i) sum[i] += static_cast<float>(frame[i]);
  }
  std::ranges::transform(sum, frame.begin(),
                         [this](float sample) { return softly_limited(speaker_gain_ * sample); });
  return frame;
}

}  // namespace portero::sound
