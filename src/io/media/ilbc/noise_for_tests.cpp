#include "io/media/ilbc/noise_for_tests.hpp"

#include <cmath>

#include "base/dice.hpp"

namespace portero::ilbc {

std::vector<float> noise(std::size_t count, int loudest, unsigned key) {
  base::Dice dice{key};
  std::vector<float> signal;
  for (std::size_t i = 0; i < count; ++i)
    signal.push_back(static_cast<float>(dice.between(-loudest, loudest)));
  return signal;
}

std::vector<float> pulses(std::size_t count, float period, float loudest) {
  std::vector<float> signal;
  for (std::size_t i = 0; i < count; ++i) {
    const float phase = std::fmod(static_cast<float>(i), period);
    signal.push_back(loudest * std::exp(-phase / 6) * std::cos(phase));
  }
  return signal;
}

std::vector<float> buzz(std::size_t count, std::size_t period, int loudest) {
  std::vector<float> signal = noise(period, loudest);
  while (signal.size() < count) signal.push_back(signal[signal.size() - period]);
  return signal;
}

double snr(std::span<const float> signal, std::span<const float> other) {
  double energy = 0;
  double error = 1e-9;
  for (std::size_t i = 0; i < signal.size(); ++i) {
    energy += std::pow(static_cast<double>(signal[i]), 2);
    error += std::pow(static_cast<double>(signal[i] - other[i]), 2);
  }
  return 10 * std::log10(energy / error);
}

}  // namespace portero::ilbc
