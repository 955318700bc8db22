#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <spandsp.h>

#include "io/media/codec/audio_encoder.hpp"

namespace portero::codec {

// Goes on with the last pitch of a voice, fading out within 50 ms: for codecs that cannot do it
// themselves (ITU-T G.711 appendix I, by spandsp).
class Concealment {
 public:
  // plc_fillin writes a quarter of a pitch period, whatever the length that it is given.
  static constexpr std::size_t least_samples = 80;

  // What was received, which is smoothed where it follows something concealed.
  void received(Samples& samples);
  // As many samples as came last, and not fewer than least_samples.
  [[nodiscard]] Samples lost();

 private:
  void remember(const Samples& samples);

  std::unique_ptr<plc_state_t, decltype(&plc_free)> state_{plc_init(nullptr), &plc_free};
  std::size_t usual_ = 0;
  std::array<std::int16_t, PLC_HISTORY_LEN> past_{};  // what was heard last, the newest behind
  bool in_gap_ = false;
};

}  // namespace portero::codec
