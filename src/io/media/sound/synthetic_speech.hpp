#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "io/media/sound/device.hpp"

namespace portero::sound {

// A visitor where there is no microphone: the same phrase of computed syllables again and again,
// with a voice whose pitch falls from 135 to 105 Hz, and a pause.
class SyntheticSpeech final : public Microphone {
 public:
  // RMS while it speaks.
  static constexpr float level_dbfs = -26;
  static constexpr base::Duration phrase = std::chrono::milliseconds(1800);
  static constexpr base::Duration pause = std::chrono::milliseconds(700);

  SyntheticSpeech();

  std::expected<void, DeviceFailure> read(Frame& frame) override;
  [[nodiscard]] bool has_clock() const override { return false; }
  [[nodiscard]] base::Duration delay() const override { return frame_duration; }

 private:
  std::vector<std::int16_t> samples_;  // the phrase and the pause
  std::size_t next_ = 0;
};

}  // namespace portero::sound
