#pragma once

#include <atomic>
#include <memory>

#include "io/media/sound/device.hpp"

namespace portero::sound {

// A sound card without the hardware, under any name: its microphone hears a visitor of computed
// speech, and the loudspeaker 30 ms later and 12 dB quieter. It can be unplugged.
class SimulatedCard final : public Devices {
 public:
  static constexpr base::Duration echo_delay = std::chrono::milliseconds(30);
  static constexpr float echo_db = -12;

  SimulatedCard();
  ~SimulatedCard() override;

  // Any thread's. What is open fails once it is unplugged, and nothing opens until it is back.
  void plug(bool plugged);

  std::expected<std::unique_ptr<Microphone>, DeviceFailure> open_microphone(
      const std::string& name) override;
  std::expected<std::unique_ptr<Loudspeaker>, DeviceFailure> open_loudspeaker(
      const std::string& name) override;

  // What both ends of the card share.
  struct Air;

 private:
  std::shared_ptr<Air> air_;
};

}  // namespace portero::sound
