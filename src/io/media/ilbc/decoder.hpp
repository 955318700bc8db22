#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "io/media/ilbc/concealment.hpp"
#include "io/media/ilbc/enhancer.hpp"
#include "io/media/ilbc/lsf.hpp"
#include "io/media/ilbc/mode.hpp"
#include "io/media/ilbc/start_state.hpp"

namespace portero::ilbc {

// Whether a decoder enhances what it decodes. Enhanced sound has less of the codec's noise between
// the harmonics of a voice, but is further from what was said, and late: by 5 ms at 20 ms frames,
// by 10 ms at 30 ms ones.
enum class Enhancement : std::uint8_t { off, on };

// Decodes one stream of speech (RFC 3951 section 4).
class Decoder {
 public:
  explicit Decoder(Mode mode, Enhancement enhancement = Enhancement::off);

  // Gives frame_samples(mode) samples at 8000 a second. What is no frame of this mode is concealed.
  [[nodiscard]] std::vector<std::int16_t> decode(base::ByteView frame);

  // For a frame that did not come: as many samples, that sound like what was before.
  [[nodiscard]] std::vector<std::int16_t> conceal();

 private:
  std::vector<std::int16_t> play(std::vector<float> residual, const Lpcs& lpcs, bool lost);
  [[nodiscard]] const Lpc& delayed(const Lpcs& lpcs, std::size_t sub_block) const;

  Mode mode_;
  LsfTrack lsfs_;
  Concealment concealment_;
  std::optional<Enhancer> enhancer_;
  std::size_t late_sub_blocks_ = 0;
  Lpcs lpcs_before_;
  FilterMemory synthesis_memory_{};
  HighPass high_pass_ = output_high_pass();
  bool lost_before_ = false;
};

}  // namespace portero::ilbc
