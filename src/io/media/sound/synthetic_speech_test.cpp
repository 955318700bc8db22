#include "io/media/sound/synthetic_speech.hpp"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "io/media/sound/level.hpp"

namespace portero::sound {
namespace {

std::vector<std::int16_t> heard(SyntheticSpeech& speech, base::Duration duration) {
  std::vector<std::int16_t> samples;
  for (; duration > base::Duration::zero(); duration -= frame_duration) {
    Frame frame;
    EXPECT_TRUE(speech.read(frame));
    samples.insert(samples.end(), frame.begin(), frame.end());
  }
  return samples;
}

// The shift by which the sound resembles itself most, between 60 and 400 Hz.
float pitch_hz(std::span<const std::int16_t> samples) {
  double most = 0;
  std::size_t period = 1;
  for (std::size_t shift = 120; shift < 800; ++shift) {
    double product = 0;
    for (std::size_t i = 0; i + 800 < samples.size(); ++i)
      product += samples[i] * samples[i + shift];
    if (product > most) {
      most = product;
      period = shift;
    }
  }
  return 48'000.0F / static_cast<float>(period);
}

TEST(SyntheticSpeech, SpeaksAtAKnownLevelThenPauses) {
  SyntheticSpeech speech;
  EXPECT_NEAR(dbfs_of_power(power_of(heard(speech, SyntheticSpeech::phrase))), -26, 0.5);
  EXPECT_EQ(power_of(heard(speech, SyntheticSpeech::pause)), 0);
  EXPECT_NEAR(dbfs_of_power(power_of(heard(speech, SyntheticSpeech::phrase))), -26, 0.5);
}

TEST(SyntheticSpeech, HasThePitchOfAVoice) {
  SyntheticSpeech speech;
  const auto samples = heard(speech, SyntheticSpeech::phrase);
  const auto first = std::span(samples).subspan(3000, 4000);
  const auto last = std::span(samples).subspan(77'500, 4000);
  EXPECT_NEAR(pitch_hz(first), 134, 3);
  EXPECT_NEAR(pitch_hz(last), 106, 3);
}

TEST(SyntheticSpeech, SaysTheSameAgainAndAgain) {
  SyntheticSpeech speech;
  const auto once = heard(speech, SyntheticSpeech::phrase + SyntheticSpeech::pause);
  EXPECT_EQ(heard(speech, SyntheticSpeech::phrase + SyntheticSpeech::pause), once);
}

}  // namespace
}  // namespace portero::sound
