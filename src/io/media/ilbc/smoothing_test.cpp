#include "io/media/ilbc/smoothing.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "io/media/ilbc/noise_for_tests.hpp"

namespace portero::ilbc {
namespace {

constexpr std::size_t begin = 320;

History history_of(const std::vector<float>& signal) {
  History history{};
  std::ranges::copy(signal, history.begin());
  return history;
}

Periods all(float period) {
  Periods periods{};
  periods.fill(period);
  return periods;
}

TEST(IlbcSmoothing, LeavesAVoiceThatDoesNotChange) {
  const auto voice = pulses(640, 60, 1000);
  const auto smoothed = smooth(history_of(voice), all(60), begin);
  EXPECT_GT(snr(std::span(voice).subspan(begin, 80), smoothed), 40);
}

TEST(IlbcSmoothing, TakesNoiseOutOfAVoice) {
  const auto voice = pulses(640, 60, 1000);
  auto noisy = voice;
  const auto added = noise(640, 150);
  for (std::size_t i = 0; i < noisy.size(); ++i) noisy[i] += added[i];
  const auto clean = std::span(voice).subspan(begin, 80);
  const auto smoothed = smooth(history_of(noisy), all(60), begin);
  EXPECT_GT(snr(clean, smoothed), snr(clean, std::span(noisy).subspan(begin, 80)) + 3);
}

TEST(IlbcSmoothing, ChangesATwentiethOfTheEnergyAtMost) {
  for (unsigned key = 1; key < 20; ++key) {
    const auto signal = noise(640, 1000, key);
    const auto smoothed =
        smooth(history_of(signal), all(20 + 5.0F * static_cast<float>(key)), begin);
    EXPECT_GT(snr(std::span(signal).subspan(begin, 80), smoothed), 12.9) << key;
  }
}

TEST(IlbcSmoothing, LeavesSilenceAndWhatStandsAlone) {
  EXPECT_EQ(smooth(History{}, all(40), begin), EnhancedBlock{});
  std::vector<float> alone(640);
  for (std::size_t i = begin; i < begin + 80; ++i) alone[i] = 100;
  EXPECT_EQ(smooth(history_of(alone), all(100), begin)[40], 100);
}

}  // namespace
}  // namespace portero::ilbc
