#include "io/media/sound/chime.hpp"

#include <array>
#include <cmath>
#include <numbers>

#include <gmock/gmock.h>

#include "io/media/sound/level.hpp"

namespace portero::sound {
namespace {

using namespace std::chrono_literals;

std::vector<float> played(Chime& chime, base::Duration lasts) {
  std::vector<float> samples(static_cast<std::size_t>(samples_in(lasts)));
  for (std::size_t at = 0; at < samples.size(); at += frame_samples)
    chime.add_to(std::span{samples}.subspan(at, std::min(frame_samples, samples.size() - at)));
  return samples;
}

double dbfs_of(std::span<const float> samples) {
  double power = 0;
  for (const float sample : samples) power += static_cast<double>(sample) * sample;
  return 10 * std::log10(power / static_cast<double>(samples.size()) / (32768.0 * 32768) + 1e-12);
}

// Of this pitch, by the correlation with it.
double dbfs_at(std::span<const float> samples, double hz) {
  double in = 0;
  double beside = 0;
  for (std::size_t n = 0; n < samples.size(); ++n) {
    const double turn = 2 * std::numbers::pi * hz * static_cast<double>(n) / sample_rate_hz;
    in += static_cast<double>(samples[n]) * std::cos(turn);
    beside += static_cast<double>(samples[n]) * std::sin(turn);
  }
  const double amplitude = 2 * std::hypot(in, beside) / static_cast<double>(samples.size());
  return 20 * std::log10(amplitude / std::numbers::sqrt2 / 32768 + 1e-12);
}

float greatest_step(std::span<const float> samples) {
  float greatest = 0;
  for (std::size_t n = 1; n < samples.size(); ++n)
    greatest = std::max(greatest, std::abs(samples[n] - samples[n - 1]));
  return greatest;
}

TEST(Chime, PlaysItsNotesOnce) {
  Chime chime;
  chime.begin({.notes = {{440, 100ms}, {0, 100ms}, {880, 100ms}}});
  const std::vector<float> samples = played(chime, 500ms);
  const auto part = [&](std::int64_t from, std::int64_t to) {
    return std::span{samples}.subspan(
        static_cast<std::size_t>(samples_in(base::Duration{from * 1000})),
        static_cast<std::size_t>(samples_in(base::Duration{(to - from) * 1000})));
  };
  EXPECT_NEAR(dbfs_at(part(10, 90), 440), Chime::level_dbfs, 0.5);
  EXPECT_LT(dbfs_of(part(101, 199)), -90);
  EXPECT_NEAR(dbfs_at(part(210, 290), 880), Chime::level_dbfs, 0.5);
  EXPECT_LT(dbfs_of(part(301, 500)), -90);
}

TEST(Chime, RepeatsUntilThereIsAnother) {
  Chime chime;
  chime.begin({.notes = {{440, 20ms}, {0, 20ms}}, .repeats = true});
  EXPECT_NEAR(dbfs_of(played(chime, 1s)), Chime::level_dbfs - 3, 2);
  EXPECT_NEAR(dbfs_of(played(chime, 1s)), Chime::level_dbfs - 3, 2);
  chime.begin({});
  std::ignore = played(chime, 2 * Chime::fade);
  EXPECT_LT(dbfs_of(played(chime, 1s)), -90);
}

TEST(Chime, IsAddedToWhatIsHeard) {
  Chime chime;
  std::array<float, frame_samples> samples;
  samples.fill(1000);
  chime.add_to(samples);
  EXPECT_THAT(samples, testing::Each(1000.0F)) << "a chime that does not play changes nothing";
  chime.begin({.notes = {{440, 1s}}});
  chime.add_to(samples);
  EXPECT_FLOAT_EQ(samples.front(), 1000.0F);
  EXPECT_NE(samples.back(), 1000.0F);
}

TEST(Chime, NothingClicks) {
  Chime chime;
  chime.begin({.notes = {{500, 1s}}});
  std::vector<float> samples = played(chime, 103ms);  // within a wave
  chime.begin({.notes = {{700, 50ms}}});
  for (const float sample : played(chime, 200ms)) samples.push_back(sample);
  const float wave_step = 32768 * std::numbers::sqrt2_v<float> * gain_of_db(Chime::level_dbfs) * 2 *
                          std::numbers::pi_v<float> * 700 / sample_rate_hz;
  EXPECT_LT(greatest_step(samples), 1.2F * wave_step);
}

}  // namespace
}  // namespace portero::sound
