#include "io/media/sound/synthetic_speech.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "io/media/sound/level.hpp"
#include "io/media/sound/soft_limit.hpp"

namespace portero::sound {
namespace {

// The first three resonances of a throat that says a vowel, in Hz.
struct Vowel {
  std::array<float, 3> formants;
};

constexpr Vowel a{{730, 1090, 2440}};
constexpr Vowel e{{530, 1840, 2480}};
constexpr Vowel i{{270, 2290, 3010}};
constexpr Vowel o{{570, 840, 2410}};
constexpr Vowel u{{300, 870, 2240}};
constexpr std::array phrase_vowels{a, i, o, e, u, a, e, o, i};
constexpr std::array<float, 3> bandwidths{70, 90, 130};

constexpr float rate = sample_rate_hz;
constexpr float first_pitch_hz = 135;
constexpr float last_pitch_hz = 105;

// A resonance of second order with no gain at 0 Hz.
class Resonance {
 public:
  float filter(float sample, float frequency, float bandwidth) {
    const float radius = std::exp(-std::numbers::pi_v<float> * bandwidth / rate);
    const float back_two = -radius * radius;
    const float back_one = 2 * radius * std::cos(2 * std::numbers::pi_v<float> * frequency / rate);
    const float out = (1 - back_one - back_two) * sample + back_one * one_ + back_two * two_;
    two_ = one_;
    one_ = out;
    return out;
  }

 private:
  float one_ = 0;
  float two_ = 0;
};

// The flow of air through the vocal cords: open for 60 % of a period, then closed at once.
float glottal_flow(float phase) {
  constexpr float open = 0.6F;
  if (phase > open) return 0;
  const float part = phase / open;
  return 3 * part * part - 2.7F * part * part * part;
}

// Between 0 and 1 within a syllable, so that syllables are told apart.
float loudness(float part) {
  return std::sin(std::numbers::pi_v<float> * std::clamp(part / 0.85F, 0.0F, 1.0F));
}

std::vector<float> spoken() {
  const auto count = static_cast<std::size_t>(samples_in(SyntheticSpeech::phrase));
  const std::size_t syllable = count / phrase_vowels.size();
  std::array<Resonance, 3> throat;
  std::array<float, 3> formants = phrase_vowels[0].formants;
  std::vector<float> sound(count);
  float phase = 0;
  float flow_before = 0;
  for (std::size_t n = 0; n < count; ++n) {
    const std::size_t index = std::min(n / syllable, phrase_vowels.size() - 1);
    const float part = static_cast<float>(n) / static_cast<float>(count);
    phase += (first_pitch_hz + part * (last_pitch_hz - first_pitch_hz)) / rate;
    if (phase >= 1) phase -= 1;
    const float flow = glottal_flow(phase);
    float sample = flow - flow_before;  // what lips radiate is its change
    flow_before = flow;
    for (std::size_t k = 0; k < throat.size(); ++k) {
      formants[k] += 0.001F * (phrase_vowels[index].formants[k] - formants[k]);
      sample = throat[k].filter(sample, formants[k], bandwidths[k]);
    }
    const std::size_t within = n - index * syllable;
    sound[n] = sample * loudness(static_cast<float>(within) / static_cast<float>(syllable));
  }
  return sound;
}

}  // namespace

SyntheticSpeech::SyntheticSpeech() {
  const std::vector<float> sound = spoken();
  float power = 0;
  for (const float sample : sound) power += sample * sample;
  const float rms = std::sqrt(power / static_cast<float>(sound.size()));
  const float gain = gain_of_db(level_dbfs) * 32768 / rms;
  samples_.reserve(static_cast<std::size_t>(samples_in(phrase + pause)));
  for (const float sample : sound) samples_.push_back(softly_limited(gain * sample));
  samples_.resize(static_cast<std::size_t>(samples_in(phrase + pause)));
}

std::expected<void, DeviceFailure> SyntheticSpeech::read(Frame& frame) {
  for (std::int16_t& sample : frame) {
    sample = samples_[next_];
    next_ = (next_ + 1) % samples_.size();
  }
  return {};
}

}  // namespace portero::sound
