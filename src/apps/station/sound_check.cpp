#include "apps/station/sound_check.hpp"

#include <utility>

#include "core/media/limits.hpp"

namespace portero::station {

SoundCheck::SoundCheck(loop::EventLoop& loop, Media& media, Times times)
    : media_(media), times_(times), patience_(loop), tone_(loop) {}

// Once for all who ask meanwhile.
void SoundCheck::ask(Measured told) {
  asked_.push_back(std::move(told));
  if (asked_.size() > 1) return;
  patience_.start(times_.patience, [this] { tell(nullptr); });
  media_.send(media::AskStatistics{});
}

void SoundCheck::measured(const media::Statistics& figures) { tell(&figures); }

void SoundCheck::tell(const media::Statistics* figures) {
  patience_.cancel();
  for (const Measured& told : std::exchange(asked_, {})) told(figures);
}

void SoundCheck::play(Answer answer) {
  if (playing_)
    return answer(
        control::Refused{"tone_plays", "The test tone is being played. Wait until it is over."});
  playing_ = std::move(answer);
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(times_.tone);
  media_.send(media::PlayTone{static_cast<std::uint32_t>(ms.count())});
  tone_.start(times_.tone, [this] { std::exchange(playing_, nullptr)(control::Done{}); });
}

void SoundCheck::stop(const control::Refused& why) {
  if (!playing_) return;
  tone_.cancel();
  media_.send(media::StopTone{});
  std::exchange(playing_, nullptr)(why);
}

}  // namespace portero::station
