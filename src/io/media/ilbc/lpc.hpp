#pragma once

#include <array>
#include <span>

#include "io/media/ilbc/filter.hpp"
#include "io/media/ilbc/mode.hpp"

namespace portero::ilbc {

// A frame of 30 ms and the 60 samples before it.
inline constexpr std::size_t lpc_lookback = 60;
inline constexpr std::size_t lpc_history = max_frame_samples + lpc_lookback;

// Which of the two windows of RFC 3951 section 3.2.1 is laid on 240 samples: the one that is alike
// on both sides, for the first set of a 30 ms frame, or the one that looks at the newest samples.
enum class Window { symmetric, newest };

// The predictor of a windowed signal, from its autocorrelation (RFC 3951 sections 3.2.1 and 3.2.2):
// always of a stable filter; flat_lpc for silence.
[[nodiscard]] Lpc analyze(std::span<const float, max_frame_samples> signal, Window window);

// A(z / chirp): the same with each resonance made wider.
[[nodiscard]] Lpc widen(const Lpc& lpc, float chirp);

}  // namespace portero::ilbc
