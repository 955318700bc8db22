#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "io/media/ilbc/filter.hpp"
#include "io/media/ilbc/lsf_codebook.hpp"
#include "io/media/ilbc/mode.hpp"

namespace portero::ilbc {

// Line spectral frequencies in radians, rising from 0 to pi: a predictor in a form that can be
// rounded and interpolated, and stays stable.
using Lsf = std::array<float, lpc_order>;

// What is taken for the LSFs of the frame before the first one (RFC 3951 section 3.2.6).
inline constexpr Lsf mean_lsf{0.281738F, 0.445801F, 0.663330F, 0.962524F, 1.251831F,
                              1.533081F, 1.850586F, 2.137817F, 2.481445F, 2.777344F};

// Nullopt where rounding hides one of the frequencies.
[[nodiscard]] std::optional<Lsf> lsf_of(const Lpc& lpc);
[[nodiscard]] Lpc lpc_of(const Lsf& lsf);

using LsfIndices = std::array<std::uint8_t, lsf_splits>;

[[nodiscard]] LsfIndices nearest_indices(const Lsf& lsf);
// In order, whatever the indices (RFC 3951 section 3.2.5). Two may be equal.
[[nodiscard]] Lsf lsf_at(const LsfIndices& indices);

// The LSFs of each sub-block of a frame, by interpolation between those of the frame and of the
// one before (RFC 3951 section 3.2.6).
class LsfTrack {
 public:
  explicit LsfTrack(Mode mode) : mode_(mode) {}

  // One set of LSFs at 20 ms, two at 30 ms; gives as many as there are sub-blocks.
  [[nodiscard]] std::array<Lsf, max_sub_blocks> follow(std::span<const Lsf> sets);

 private:
  Mode mode_;
  Lsf before_ = mean_lsf;
};

}  // namespace portero::ilbc
