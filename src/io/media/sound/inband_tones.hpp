#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/dtmf/key_report.hpp"
#include "io/media/sound/resampler.hpp"

// Of spandsp.
struct dtmf_rx_state_s;

namespace portero::sound {

// Finds the keys that a far side sends as tones within its sound (ITU-T Q.23), by spandsp's
// receiver: tones of 40 ms, found about 30 ms after they begin. One instance a call leg.
class InbandTones {
 public:
  // A tone that lasts is reported as often as this.
  static constexpr int reports_a_second = 2;

  // Mono sound of any rate from 8 kHz up.
  explicit InbandTones(int rate_hz);
  ~InbandTones();
  InbandTones(InbandTones&&) = delete;
  InbandTones& operator=(InbandTones&&) = delete;

  // Pieces of any size, in order.
  [[nodiscard]] std::vector<dtmf::InbandTone> hear(std::span<const std::int16_t> samples);

 private:
  struct Free {
    void operator()(dtmf_rx_state_s* state) const;
  };
  // Told by spandsp: a key's character, or zero at its end.
  static void told(void* self, int character, int level, int delay);
  void go_on(std::size_t samples);

  std::unique_ptr<dtmf_rx_state_s, Free> receiver_;
  std::optional<Resampler> to_8_khz_;
  std::vector<std::int16_t> narrow_;
  std::optional<dtmf::Key> key_;  // that is down
  std::size_t since_report_ = 0;  // samples at 8 kHz
  std::vector<dtmf::InbandTone> found_;
};

}  // namespace portero::sound
