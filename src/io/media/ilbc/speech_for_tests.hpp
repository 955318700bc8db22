#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "io/media/ilbc/mode.hpp"

namespace portero::ilbc {

using Samples = std::vector<std::int16_t>;
using Frames = std::vector<std::vector<std::uint8_t>>;

// tests/data/speech/door.wav.
const Samples& speech();

// What a codec without any error would give: the speech after both high-pass filters.
Samples without_rumble(const Samples& speech);

Frames encode(Mode mode, const Samples& samples);
const Frames& encoded_speech(Mode mode);

// The signal that is `late` samples late, from its begin.
Samples earlier(const Samples& signal, std::size_t late);

// The mean of the signal-to-noise ratios of blocks of 20 ms, in dB, over those that are not silent.
// Single blocks count -10 to 45 dB.
double segmental_snr(std::span<const std::int16_t> signal, std::span<const std::int16_t> other);

// In dB over one.
double level(std::span<const std::int16_t> signal);

// The largest step between two samples that follow each other, where one is the largest that the
// other signal has within 60 ms, or 200. What is heard as a click is many.
double largest_click(std::span<const std::int16_t> signal, std::span<const std::int16_t> other);

}  // namespace portero::ilbc
