#include "io/media/sound/sound_step.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "io/media/sound/soft_limit.hpp"

namespace portero::sound {
namespace {

float dbfs_of(FrameView frame) { return dbfs_of_power(power_of(frame)); }

}  // namespace

Frame SoundStep::take(Frame& heard, base::TimePoint captured, base::Duration echo_delay) {
  take_changes();
  const Frame played = mixed();
  // Between calls nothing is cleaned, which keeps what the canceller knows of the room.
  if (!hearings_.empty()) clean(heard, played, echo_delay);
  std::array<float, frame_samples> samples{};
  std::ranges::copy(heard, samples.begin());
  microphone_.apply(microphone_gain_ * gain_of_db(ducked_.microphone_db), samples);
  std::ranges::transform(samples, heard.begin(), softly_limited);
  shared_->heard.measure(heard);
  shared_->played.measure(played);
  for (const auto& hearing : hearings_) hearing->tell(heard, captured);
  return played;
}

void SoundStep::clean(Frame& heard, const Frame& played, base::Duration echo_delay) {
  StepLevels levels{.played_dbfs = dbfs_of(played), .heard_dbfs = dbfs_of(heard)};
  if (canceller_) {
    canceller_->played(played);
    canceller_->clean(heard, echo_delay);
  }
  levels.cleaned_dbfs = dbfs_of(heard);
  ducked_ = ducking_.step(levels);
}

void SoundStep::take_changes() {
  if (auto voices = shared_->voices.take()) voices_ = *std::move(voices);
  if (auto hearings = shared_->hearings.take()) hearings_ = *std::move(hearings);
  if (auto melody = shared_->melody.take()) chime_.begin(*std::move(melody));
  if (auto changed = shared_->canceller.take()) {
    canceller_ = std::move(changed->canceller);
    ducking_ = Ducking(!changed->cancels);
  }
  if (const auto settings = shared_->settings.take()) {
    speaker_gain_ = gain_of_percent(settings->speaker_percent);
    microphone_gain_ = gain_of_percent(settings->microphone_percent);
    if (canceller_) canceller_->set(cleaning_of(*settings));
  }
}

Frame SoundStep::mixed() {
  std::array<float, frame_samples> sum{};
  Frame frame;
  for (const auto& voice : voices_) {
    if (!voice->play(frame)) continue;
    for (std::size_t i = 0; i < frame_samples; ++i) sum[i] += static_cast<float>(frame[i]);
  }
  shared_->tone.add(sum);
  chime_.add_to(sum);
  speaker_.apply(speaker_gain_ * gain_of_db(ducked_.loudspeaker_db), sum);
  std::ranges::transform(sum, frame.begin(), softly_limited);
  return frame;
}

void SoundStep::Fader::apply(float gain, std::span<float> samples) {
  const float step = (gain - gain_) / static_cast<float>(samples.size());
  for (float& sample : samples) sample *= gain_ += step;
  gain_ = gain;
}

}  // namespace portero::sound
