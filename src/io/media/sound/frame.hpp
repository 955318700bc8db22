#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "base/time.hpp"

namespace portero::sound {

// All sound of the station is mono, 16 bit, 48 kHz, and goes in steps of 10 ms.
inline constexpr int sample_rate_hz = 48'000;
inline constexpr std::size_t frame_samples = 480;
inline constexpr base::Duration frame_duration{10'000};

using Frame = std::array<std::int16_t, frame_samples>;
using FrameView = std::span<const std::int16_t, frame_samples>;

// The time line of loop::EventLoop::now(), which is the monotonic clock of the system.
[[nodiscard]] base::TimePoint monotonic_now();

// Truncated, as samples are whole.
constexpr std::int64_t samples_in(base::Duration duration) {
  return duration.count() * sample_rate_hz / 1'000'000;
}
constexpr base::Duration duration_of(std::int64_t samples) {
  return base::Duration{samples * 1'000'000 / sample_rate_hz};
}

}  // namespace portero::sound
