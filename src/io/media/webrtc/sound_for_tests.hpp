#pragma once

#include <cstdint>
#include <cstdlib>
#include <span>

namespace portero::webrtc {

// Louder than what a codec leaves of silence.
inline bool is_loud(std::span<const std::int16_t> samples) {
  std::int64_t sum = 0;
  for (const std::int16_t sample : samples) sum += std::abs(sample);
  return !samples.empty() && sum / static_cast<std::int64_t>(samples.size()) > 1000;
}

}  // namespace portero::webrtc
