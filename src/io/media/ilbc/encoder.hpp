#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "io/media/ilbc/lpc.hpp"
#include "io/media/ilbc/lsf.hpp"
#include "io/media/ilbc/mode.hpp"

namespace portero::ilbc {

// Encodes one stream of speech (RFC 3951 section 3).
class Encoder {
 public:
  explicit Encoder(Mode mode);

  // frame_samples(mode) samples at 8000 a second; gives frame_bytes(mode) bytes.
  [[nodiscard]] std::vector<std::uint8_t> encode(std::span<const std::int16_t> samples);

 private:
  void take(std::span<const std::int16_t> samples);
  [[nodiscard]] std::vector<Lsf> analyze_sets();

  Mode mode_;
  HighPass high_pass_ = input_high_pass();
  std::array<float, lpc_history> history_{};  // the newest last
  Lsf last_lsf_ = mean_lsf;
  LsfTrack heard_;  // what the weighting follows
  LsfTrack sent_;   // what the decoder follows
  FilterMemory prediction_memory_{};
};

}  // namespace portero::ilbc
