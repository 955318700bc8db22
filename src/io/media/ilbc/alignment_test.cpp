#include "io/media/ilbc/alignment.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "io/media/ilbc/noise_for_tests.hpp"

namespace portero::ilbc {
namespace {

// A slow tone with a period between two samples.
std::vector<float> tone(float period) {
  std::vector<float> signal;
  for (int i = 0; i < 640; ++i)
    signal.push_back(1000 * std::sin(2 * 3.14159265F * static_cast<float>(i) / period));
  return signal;
}

TEST(IlbcAlignment, FindsWhereAPeriodBegan) {
  const auto signal = pulses(640, 61, 1000);
  const Aligned aligned = align(signal, 300, 300 - 61 + 2);
  EXPECT_EQ(aligned.begin, 300 - 61);
  EXPECT_GT(snr(std::span(signal).subspan(300, 80), aligned.block), 60);
}

TEST(IlbcAlignment, FindsItBetweenTwoSamples) {
  for (const float period : {40.25F, 40.5F, 40.75F}) {
    const auto signal = tone(period);
    const Aligned aligned = align(signal, 300, 300 - 41);
    EXPECT_NEAR(aligned.begin, 300 - period, 0.5) << period;
    EXPECT_GT(snr(std::span(signal).subspan(300, 80), aligned.block), 20) << period;
  }
}

TEST(IlbcAlignment, LooksNoFurtherThanTwoSamples) {
  const auto signal = pulses(640, 61, 1000);
  EXPECT_GE(align(signal, 300, 300 - 61 + 10).begin, 300 - 61 + 7);
}

TEST(IlbcAlignment, OfSilenceStaysWhereItWas) {
  EXPECT_NEAR(align(std::vector<float>(640), 300, 250).begin, 250, 2);
}

}  // namespace
}  // namespace portero::ilbc
