#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace portero::ilbc {

// Between -loudest and loudest; the same for the same key.
std::vector<float> noise(std::size_t count, int loudest, unsigned key = 1);

// Peaks of `loudest` with `period` between them, each followed by a dying tone: a voice's residual.
std::vector<float> pulses(std::size_t count, float period, float loudest);

// Noise that says itself again after `period`.
std::vector<float> buzz(std::size_t count, std::size_t period, int loudest);

// In dB.
double snr(std::span<const float> signal, std::span<const float> other);

}  // namespace portero::ilbc
