#include "io/media/sound/voice_buffer.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace portero::sound {
namespace {

constexpr float quiet_dbfs = -50;
// Clicks are not heard when a sound begins and ends within this.
constexpr std::size_t fade_samples = 96;

}  // namespace

bool VoiceBuffer::play(Frame& frame) {
  frame.fill(0);
  if (!playing_ && queue_.size() > 0) begin();
  if (!playing_) pause_ += frame_duration;
  const bool sounds = playing_ && frames_to_wait_ == 0;
  if (frames_to_wait_ > 0) --frames_to_wait_;
  if (sounds) take_frame(frame);
  fade(frame);
  meter_.measure(frame);
  return sounds;
}

// The first samples are played after the reserve's time, so that as much stays in hand.
void VoiceBuffer::begin() {
  jitter_.came_back(pause_);
  playing_ = true;
  frames_to_wait_ = static_cast<int>((jitter_.reserve() + frame_samples / 2) / frame_samples);
  gain_ = 0;
}

void VoiceBuffer::take_frame(Frame& frame) {
  const std::size_t size = queue_.size();
  const std::size_t usual = stretch_.wanted(1);
  if (size < usual) return play_rest(frame);
  auto [ratio, drop] = jitter_.before_frame(size - usual, next_is_quiet());
  std::size_t count = stretch_.wanted(ratio);
  if (size < count) count = stretch_.wanted(ratio = 1);
  std::array<std::int16_t, Stretch::max_wanted> taken{};
  const auto samples = std::span(taken).first(count);
  queue_.peek(0, samples);
  if (drop > 0 && drop + count <= size) leave_out(drop, samples);
  queue_.drop(stretch_.play(samples, ratio, frame));
}

// What would be left out, and what it would go over into.
bool VoiceBuffer::next_is_quiet() const {
  std::array<std::int16_t, 2 * frame_samples> next{};
  const auto samples = std::span(next).first(std::min(queue_.size(), next.size()));
  queue_.peek(0, samples);
  return dbfs_of_power(power_of(samples)) < quiet_dbfs;
}

// The sound before what is left out goes over into the sound behind it.
void VoiceBuffer::leave_out(std::size_t drop, std::span<std::int16_t> samples) {
  std::array<std::int16_t, Stretch::max_wanted> later{};
  queue_.peek(drop, std::span(later).first(samples.size()));
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const float share = static_cast<float>(i) / static_cast<float>(samples.size());
    samples[i] = static_cast<std::int16_t>((1 - share) * static_cast<float>(samples[i]) +
                                           share * static_cast<float>(later[i]));
  }
  queue_.drop(drop);
}

// Too little for a frame: it is played, fading out, and then there is silence until more comes.
void VoiceBuffer::play_rest(Frame& frame) {
  std::array<std::int16_t, Stretch::max_wanted> rest{};
  const std::size_t count = std::min(queue_.size(), stretch_.wanted(1));
  queue_.peek(0, std::span(rest).first(count));
  queue_.drop(count);
  const std::size_t faded = std::min(count, fade_samples);
  for (std::size_t i = 0; i < faded; ++i) {
    const float gain = static_cast<float>(i) / static_cast<float>(faded);
    std::int16_t& sample = rest[count - 1 - i];
    sample = static_cast<std::int16_t>(gain * static_cast<float>(sample));
  }
  static_cast<void>(stretch_.play(std::span(rest).first(stretch_.wanted(1)), 1, frame));
  stretch_ = Stretch();
  playing_ = false;
  pause_ = base::Duration::zero();
  jitter_.ran_dry();
}

void VoiceBuffer::fade(Frame& frame) {
  const float wanted = muted_.load(std::memory_order_relaxed) ? 0.0F : 1.0F;
  if (wanted == 1.0F && gain_ == 1.0F) return;
  constexpr float step = 1.0F / fade_samples;
  for (std::int16_t& sample : frame) {
    gain_ += std::clamp(wanted - gain_, -step, step);
    sample = static_cast<std::int16_t>(gain_ * static_cast<float>(sample));
  }
}

}  // namespace portero::sound
