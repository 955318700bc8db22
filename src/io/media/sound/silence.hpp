#pragma once

#include "io/media/sound/device.hpp"

namespace portero::sound {

// No microphone.
class SilentMicrophone final : public Microphone {
 public:
  std::expected<void, DeviceFailure> read(Frame& frame) override {
    frame.fill(0);
    return {};
  }
  [[nodiscard]] bool has_clock() const override { return false; }
  [[nodiscard]] base::Duration delay() const override { return frame_duration; }
};

// No loudspeaker: what is said is dropped.
class SilentLoudspeaker final : public Loudspeaker {
 public:
  std::expected<void, DeviceFailure> write(FrameView /*frame*/) override { return {}; }
  [[nodiscard]] base::Duration delay() const override { return base::Duration::zero(); }
};

}  // namespace portero::sound
