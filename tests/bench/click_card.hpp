#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "io/media/sound/device.hpp"

namespace portero::bench {

// A sound card whose microphone clicks once a second (20 ms of 1 kHz) and whose loudspeaker listens
// for clicks. It holds as much sound as an ALSA card that the station opened: 10 ms of what the
// microphone heard, 20 ms of what the loudspeaker will play.
class ClickCard final : public sound::Devices {
 public:
  enum class Click { spoken, heard };
  // When it was in the air; by the sound thread.
  using Told = std::function<void(Click, std::chrono::system_clock::time_point)>;

  explicit ClickCard(Told told);

  std::expected<std::unique_ptr<sound::Microphone>, sound::DeviceFailure> open_microphone(
      const std::string& name) override;
  std::expected<std::unique_ptr<sound::Loudspeaker>, sound::DeviceFailure> open_loudspeaker(
      const std::string& name) override;

 private:
  std::shared_ptr<const Told> told_;
};

}  // namespace portero::bench
