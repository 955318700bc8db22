#include "io/media/sound/echo_watch.hpp"

#include <algorithm>

namespace portero::sound {
namespace {

// Noise falls to a quieter frame at once and rises by 3 dB a second: speech has pauses.
float noise_after(float noise, float dbfs) { return std::min(dbfs, noise + 0.03F); }

constexpr float above_noise_db = 6;
constexpr float no_echo_db = -60;

}  // namespace

void EchoWatch::watch(const StepLevels& levels) {
  remember_far(levels.played_dbfs);
  if (!far_talks()) remember_noise(levels);
  has_news_ = false;
  if (levels.played_dbfs <= talking_dbfs) return;
  const auto relative = [this](float dbfs, float noise) {
    return dbfs < noise + above_noise_db ? no_echo_db : dbfs - far_dbfs_;
  };
  const std::size_t at = remembered_++ % frames_remembered;
  echo_[at] = relative(levels.heard_dbfs, noise_heard_);
  rest_[at] = relative(levels.cleaned_dbfs, noise_cleaned_);
  has_news_ = remembered_ >= frames_remembered && remembered_ % frames_between_news == 0;
  if (!has_news_) return;
  echo_db_ = lower_third(echo_);
  rest_db_ = lower_third(rest_);
}

void EchoWatch::remember_far(float played_dbfs) {
  room_[room_at_] = played_dbfs;
  room_at_ = (room_at_ + 1) % room_.size();
  far_dbfs_ = *std::ranges::max_element(room_);
}

void EchoWatch::remember_noise(const StepLevels& levels) {
  noise_heard_ = noise_after(noise_heard_, levels.heard_dbfs);
  noise_cleaned_ = noise_after(noise_cleaned_, levels.cleaned_dbfs);
}

// What a third of the frames stay below.
float EchoWatch::lower_third(Memory memory) {
  const auto third = memory.begin() + frames_remembered / 3;
  std::ranges::nth_element(memory, third);
  return *third;
}

}  // namespace portero::sound
