#include "io/media/sound/speex_canceller.hpp"

#include <algorithm>

#include <speex/speex_echo.h>
#include <speex/speex_preprocess.h>

namespace portero::sound {
namespace {

constexpr base::Duration echo_length = std::chrono::milliseconds(200);

}  // namespace

SpeexCanceller::SpeexCanceller(const Cleaning& cleaning)
    : echo_(speex_echo_state_init(frame_samples, static_cast<int>(samples_in(echo_length)))),
      rest_(speex_preprocess_state_init(frame_samples, sample_rate_hz)) {
  int rate = sample_rate_hz;
  speex_echo_ctl(echo_.get(), SPEEX_ECHO_SET_SAMPLING_RATE, &rate);
  speex_preprocess_ctl(rest_.get(), SPEEX_PREPROCESS_SET_ECHO_STATE, echo_.get());
  set(cleaning);
}

SpeexCanceller::~SpeexCanceller() = default;

void SpeexCanceller::set(const Cleaning& cleaning) {
  int on = cleaning.noise_suppression ? 1 : 0;
  speex_preprocess_ctl(rest_.get(), SPEEX_PREPROCESS_SET_DENOISE, &on);
  on = cleaning.automatic_gain ? 1 : 0;
  speex_preprocess_ctl(rest_.get(), SPEEX_PREPROCESS_SET_AGC, &on);
}

void SpeexCanceller::played(FrameView frame) {
  last_played_ = (last_played_ + 1) % max_frames_of_delay;
  std::ranges::copy(frame, played_[last_played_].begin());
}

void SpeexCanceller::clean(Frame& heard, base::Duration delay) {
  frames_back_ = frames_back(delay);
  const std::size_t index =
      (last_played_ + max_frames_of_delay - frames_back_) % max_frames_of_delay;
  Frame without_echo;
  speex_echo_cancellation(echo_.get(), heard.data(), played_[index].data(), without_echo.data());
  speex_preprocess_run(rest_.get(), without_echo.data());
  heard = without_echo;
}

// One frame less than the delay, so that the echo is never before what was played. A step of 10 ms
// makes the filter begin anew, so that smaller changes are left to it.
std::size_t SpeexCanceller::frames_back(base::Duration delay) {
  const auto frames = std::max<std::int64_t>(delay / frame_duration - 1, 0);
  const auto wanted = std::min(static_cast<std::size_t>(frames), max_frames_of_delay - 1);
  const bool fits = wanted == frames_back_ || wanted == frames_back_ + 1;
  return fits ? frames_back_ : wanted;
}

void SpeexCanceller::Destroy::operator()(SpeexEchoState_* state) const {
  speex_echo_state_destroy(state);
}
void SpeexCanceller::Destroy::operator()(SpeexPreprocessState_* state) const {
  speex_preprocess_state_destroy(state);
}

}  // namespace portero::sound
