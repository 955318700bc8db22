#include <algorithm>
#include <cerrno>
#include <utility>

#include "io/media/sound/alsa.hpp"
#include "io/media/sound/alsa_pcm.hpp"

namespace portero::sound {
namespace {

// Silence that is played first, so that a thread that is late by that much is not heard.
constexpr snd_pcm_uframes_t least_lead = 2 * frame_samples;
// When this much more is waiting, the card's clock is slower than the microphone's.
constexpr snd_pcm_uframes_t most_above_lead = 3 * frame_samples;

class AlsaLoudspeaker final : public Loudspeaker {
 public:
  explicit AlsaLoudspeaker(OpenPcm open)
      : pcm_(std::move(open.pcm)),
        buffer_(open.buffer),
        lead_(std::min(std::max(least_lead, open.period), open.buffer / 2)) {}

  std::expected<void, DeviceFailure> write(FrameView frame) override {
    int error = try_write(frame);
    if (error < 0 && recover(pcm_.get(), error)) error = try_write(frame);
    if (error < 0 && error != -EAGAIN) return alsa_failure(error);
    return {};
  }

  [[nodiscard]] base::Duration delay() const override {
    snd_pcm_sframes_t waiting = 0;
    if (snd_pcm_delay(pcm_.get(), &waiting) < 0 || waiting < 0) {
      return duration_of(static_cast<std::int64_t>(lead_));
    }
    return duration_of(waiting);
  }

 private:
  int try_write(FrameView frame) {
    const bool begins = snd_pcm_state(pcm_.get()) == SND_PCM_STATE_PREPARED;
    if (begins) {
      if (const int error = write_silence(); error < 0) return error;
    }
    const snd_pcm_sframes_t room = snd_pcm_avail_update(pcm_.get());
    if (room < 0) return static_cast<int>(room);
    const snd_pcm_uframes_t waiting = buffer_ - std::min(buffer_, snd_pcm_uframes_t(room));
    if (waiting > lead_ + most_above_lead) return 0;
    const snd_pcm_sframes_t count = snd_pcm_writei(pcm_.get(), frame.data(), frame.size());
    if (count < 0) return static_cast<int>(count);
    return begins ? snd_pcm_start(pcm_.get()) : 0;
  }

  int write_silence() {
    constexpr Frame silence{};
    for (snd_pcm_uframes_t left = lead_; left > 0;) {
      const auto count = snd_pcm_writei(pcm_.get(), silence.data(), std::min(left, silence.size()));
      if (count <= 0) return static_cast<int>(count);
      left -= static_cast<snd_pcm_uframes_t>(count);
    }
    return 0;
  }

  Pcm pcm_;
  snd_pcm_uframes_t buffer_;
  snd_pcm_uframes_t lead_;
};

}  // namespace

std::expected<std::unique_ptr<Loudspeaker>, DeviceFailure> open_alsa_loudspeaker(
    const std::string& name) {
  auto open = open_pcm(name, SND_PCM_STREAM_PLAYBACK);
  if (!open) return std::unexpected(std::move(open.error()));
  return std::make_unique<AlsaLoudspeaker>(*std::move(open));
}

}  // namespace portero::sound
