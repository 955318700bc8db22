#include "io/media/ilbc/speech_for_tests.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include "io/media/ilbc/encoder.hpp"

namespace portero::ilbc {

namespace {

Samples read_speech() {
  constexpr std::size_t wav_header = 44;
  std::ifstream file(PORTERO_SOURCE_DIR "/tests/data/speech/door.wav", std::ios::binary);
  const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
  Samples samples;
  for (std::size_t i = wav_header; i + 1 < bytes.size(); i += 2) {
    const unsigned low = static_cast<std::uint8_t>(bytes[i]);
    const unsigned high = static_cast<std::uint8_t>(bytes[i + 1]);
    samples.push_back(static_cast<std::int16_t>(low | high << 8U));
  }
  return samples;
}

std::vector<int> largest_steps(std::span<const std::int16_t> signal, std::size_t block) {
  std::vector<int> steps(signal.size() / block + 1);
  for (std::size_t i = 1; i < signal.size(); ++i)
    steps[i / block] = std::max(steps[i / block], std::abs(signal[i] - signal[i - 1]));
  return steps;
}

}  // namespace

const Samples& speech() {
  static const Samples samples = read_speech();
  return samples;
}

Samples without_rumble(const Samples& speech) {
  HighPass input = input_high_pass();
  HighPass output = output_high_pass();
  Samples filtered;
  for (const std::int16_t sample : speech)
    filtered.push_back(static_cast<std::int16_t>(
        std::lround(output.filter(input.filter(static_cast<float>(sample))))));
  return filtered;
}

Frames encode(Mode mode, const Samples& samples) {
  Encoder encoder(mode);
  Frames frames;
  const std::size_t count = frame_samples(mode);
  for (std::size_t i = 0; i + count <= samples.size(); i += count)
    frames.push_back(encoder.encode(std::span(samples).subspan(i, count)));
  return frames;
}

const Frames& encoded_speech(Mode mode) {
  static const Frames short_ones = encode(Mode::ms20, speech());
  static const Frames long_ones = encode(Mode::ms30, speech());
  return mode == Mode::ms20 ? short_ones : long_ones;
}

Samples earlier(const Samples& signal, std::size_t late) {
  return {signal.begin() + static_cast<int>(late), signal.end()};
}

double segmental_snr(std::span<const std::int16_t> signal, std::span<const std::int16_t> other) {
  constexpr std::size_t block = 160;
  constexpr double silence = 200.0 * 200.0 * block;
  double sum = 0;
  int blocks = 0;
  for (std::size_t i = 0; i + block <= std::min(signal.size(), other.size()); i += block) {
    double energy = 0;
    double noise = 0;
    for (std::size_t j = i; j < i + block; ++j) {
      energy += std::pow(signal[j], 2);
      noise += std::pow(signal[j] - other[j], 2);
    }
    if (energy < silence) continue;
    sum += std::clamp(10 * std::log10(energy / (noise + 1)), -10.0, 45.0);
    ++blocks;
  }
  return blocks == 0 ? 0 : sum / blocks;
}

double level(std::span<const std::int16_t> signal) {
  double energy = 0;
  for (const std::int16_t sample : signal) energy += std::pow(sample, 2);
  return 10 * std::log10(energy / static_cast<double>(signal.size()) + 1e-9);
}

double largest_click(std::span<const std::int16_t> signal, std::span<const std::int16_t> other) {
  constexpr std::size_t block = 160;
  constexpr std::size_t blocks_around = 3;
  constexpr int quiet = 200;
  const std::vector<int> steps = largest_steps(signal, block);
  const std::vector<int> usual = largest_steps(other, block);
  double largest = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto first = usual.begin() + static_cast<int>(i - std::min(i, blocks_around));
    const auto end =
        usual.begin() + static_cast<int>(std::min(usual.size(), i + blocks_around + 1));
    largest = std::max(
        largest, steps[i] / static_cast<double>(std::max(quiet, *std::max_element(first, end))));
  }
  return largest;
}

}  // namespace portero::ilbc
