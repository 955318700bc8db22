#include "io/media/sound/wav_devices.hpp"

#include <cstddef>
#include <utility>
#include <vector>

#include "io/media/sound/resampler.hpp"
#include "io/media/sound/wav.hpp"

namespace portero::sound {
namespace {

class WavMicrophone final : public Microphone {
 public:
  explicit WavMicrophone(std::vector<std::int16_t> samples) : samples_(std::move(samples)) {}

  std::expected<void, DeviceFailure> read(Frame& frame) override {
    for (std::int16_t& sample : frame) {
      sample = samples_[next_];
      next_ = (next_ + 1) % samples_.size();
    }
    return {};
  }
  [[nodiscard]] bool has_clock() const override { return false; }
  [[nodiscard]] base::Duration delay() const override { return frame_duration; }

 private:
  std::vector<std::int16_t> samples_;
  std::size_t next_ = 0;
};

class WavLoudspeaker final : public Loudspeaker {
 public:
  explicit WavLoudspeaker(WavFile file) : file_(std::move(file)) {}

  std::expected<void, DeviceFailure> write(FrameView frame) override { return file_.write(frame); }
  [[nodiscard]] base::Duration delay() const override { return base::Duration::zero(); }

 private:
  WavFile file_;
};

}  // namespace

std::expected<std::unique_ptr<Microphone>, DeviceFailure> open_wav_microphone(
    const std::string& path) {
  auto sound = read_wav(path);
  if (!sound) return std::unexpected(std::move(sound.error()));
  if (sound->rate_hz == sample_rate_hz) {
    return std::make_unique<WavMicrophone>(std::move(sound->samples));
  }
  std::vector<std::int16_t> samples;
  Resampler(sound->rate_hz, sample_rate_hz).convert(sound->samples, samples);
  if (samples.empty()) return std::unexpected(DeviceFailure{path + ": is too short"});
  return std::make_unique<WavMicrophone>(std::move(samples));
}

std::expected<std::unique_ptr<Loudspeaker>, DeviceFailure> open_wav_loudspeaker(
    const std::string& path) {
  auto file = WavFile::create(path, sample_rate_hz);
  if (!file) return std::unexpected(std::move(file.error()));
  return std::make_unique<WavLoudspeaker>(*std::move(file));
}

}  // namespace portero::sound
