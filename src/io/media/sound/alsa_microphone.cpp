#include <cerrno>
#include <utility>

#include "io/media/sound/alsa.hpp"
#include "io/media/sound/alsa_pcm.hpp"

namespace portero::sound {
namespace {

constexpr int longest_wait_ms = 50;
// A card that gives nothing for a second is broken, whatever it says.
constexpr int most_empty_waits = 1000 / longest_wait_ms;

class AlsaMicrophone final : public Microphone {
 public:
  explicit AlsaMicrophone(OpenPcm open) : pcm_(std::move(open.pcm)) {}

  std::expected<void, DeviceFailure> read(Frame& frame) override {
    if (snd_pcm_state(pcm_.get()) == SND_PCM_STATE_PREPARED) snd_pcm_start(pcm_.get());
    const int error = wait_and_read(frame);
    if (error == 0) {
      empty_waits_ = 0;
      return {};
    }
    frame.fill(0);
    if (error != -EAGAIN && !recover(pcm_.get(), error)) return alsa_failure(error);
    if (++empty_waits_ < most_empty_waits) return {};
    return std::unexpected(DeviceFailure{"it gives no sound"});
  }

  [[nodiscard]] bool has_clock() const override { return true; }

  [[nodiscard]] base::Duration delay() const override {
    snd_pcm_sframes_t waiting = 0;
    if (snd_pcm_delay(pcm_.get(), &waiting) < 0 || waiting < 0) return frame_duration;
    return frame_duration + duration_of(waiting);
  }

 private:
  int wait_and_read(Frame& frame) {
    if (const int waited = snd_pcm_wait(pcm_.get(), longest_wait_ms); waited < 0) return waited;
    const snd_pcm_sframes_t there = snd_pcm_avail_update(pcm_.get());
    if (there < 0) return static_cast<int>(there);
    if (there < snd_pcm_sframes_t{frame_samples}) return -EAGAIN;
    const snd_pcm_sframes_t count = snd_pcm_readi(pcm_.get(), frame.data(), frame.size());
    if (count < 0) return static_cast<int>(count);
    return count == snd_pcm_sframes_t{frame_samples} ? 0 : -EAGAIN;
  }

  Pcm pcm_;
  int empty_waits_ = 0;
};

}  // namespace

std::expected<std::unique_ptr<Microphone>, DeviceFailure> open_alsa_microphone(
    const std::string& name) {
  auto open = open_pcm(name, SND_PCM_STREAM_CAPTURE);
  if (!open) return std::unexpected(std::move(open.error()));
  return std::make_unique<AlsaMicrophone>(*std::move(open));
}

}  // namespace portero::sound
