#pragma once

#include <cstdint>
#include <vector>

#include "io/media/sound/frame.hpp"

namespace portero::sound {

using Sound = std::vector<float>;  // 48 kHz, in units of 16-bit samples

// What an operator and a visitor say again and again, at this RMS.
[[nodiscard]] Sound operator_speech(float dbfs, base::Duration duration);
[[nodiscard]] Sound visitor_speech(float dbfs, base::Duration duration);

// A room that fades by 60 dB within 150 ms, as reflections at random times, one a millisecond.
// `gain_db` is from the loudspeaker's level to the echo's, `delay` that of the straight way.
[[nodiscard]] Sound echo_of(const Sound& played, float gain_db, base::Duration delay);

// A small loudspeaker that is driven too hard: saturates, and not evenly.
[[nodiscard]] Sound bent(const Sound& played);

// As a card hears it whose clock runs this many parts per million slow.
[[nodiscard]] Sound drifting(const Sound& heard, double ppm);

// What a microphone makes of it, with noise of -70 dBFS.
[[nodiscard]] std::vector<std::int16_t> heard_of(const Sound& echo, const Sound& visitor);

[[nodiscard]] double power_between(const Sound& sound, double from_s, double to_s);
[[nodiscard]] double decibels(double ratio);

// How much of `near` is left in `out`, in dB of energy, where near is 10 dB above echo: summed over
// the points of spectra of 43 ms and 23 Hz, one each 85 ms.
[[nodiscard]] double near_end_change_db(const Sound& near, const Sound& echo, const Sound& out,
                                        double from_s, double to_s);

}  // namespace portero::sound
