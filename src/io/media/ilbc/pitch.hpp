#pragma once

#include <cstddef>
#include <span>

namespace portero::ilbc {

// The longest pitch period that is looked for.
inline constexpr std::size_t max_pitch_lag = 118;

// The pitch period of the last 80 samples of a signal, in samples: even, from 20 to max_pitch_lag,
// found in the signal at half its rate (RFC 3951 section 4.6.1). The signal has at least
// 80 + max_pitch_lag + 6 samples.
[[nodiscard]] std::size_t pitch_lag(std::span<const float> signal);

}  // namespace portero::ilbc
