#include "io/media/ilbc/lpc.hpp"

#include <cmath>
#include <numbers>

#include <gmock/gmock.h>

#include "base/dice.hpp"

namespace portero::ilbc {
namespace {

using Signal = std::array<float, max_frame_samples>;

Signal noise() {
  base::Dice dice{7};
  Signal signal{};
  for (float& sample : signal) sample = static_cast<float>(dice.between(-1000, 1000));
  return signal;
}

float energy_of_residual(const Lpc& lpc, Signal signal) {
  FilterMemory memory{};
  predict(lpc, signal, memory);
  float sum = 0;
  for (const float sample : signal) sum += sample * sample;
  return sum;
}

TEST(IlbcLpc, OfSilenceIsFlat) { EXPECT_EQ(analyze(Signal{}, Window::newest), flat_lpc); }

TEST(IlbcLpc, FindsTheResonanceThatMadeASignal) {
  const float frequency = 2 * std::numbers::pi_v<float> * 900 / 8000;
  const Lpc resonance{1, -2 * 0.9F * std::cos(frequency), 0.81F};
  Signal signal = noise();
  const float excitation = energy_of_residual(flat_lpc, signal);
  FilterMemory memory{};
  synthesize(resonance, signal, memory);
  for (const Window window : {Window::symmetric, Window::newest})
    EXPECT_LT(energy_of_residual(analyze(signal, window), signal), 1.2F * excitation);
  EXPECT_GT(energy_of_residual(flat_lpc, signal), 3 * excitation);
}

TEST(IlbcLpc, PredictingUndoesSynthesizing) {
  const Lpc lpc = widen(analyze(noise(), Window::symmetric), 0.9F);
  Signal signal = noise();
  FilterMemory memory{};
  synthesize(lpc, signal, memory);
  memory = {};
  predict(lpc, signal, memory);
  EXPECT_THAT(signal, testing::Pointwise(testing::FloatNear(0.01F), noise()));
}

TEST(IlbcLpc, WideningMovesResonancesInwards) {
  const Lpc lpc{1, -1.8F, 0.81F};
  const Lpc wide = widen(lpc, 0.5F);
  EXPECT_FLOAT_EQ(wide[0], 1);
  EXPECT_FLOAT_EQ(wide[1], -0.9F);
  EXPECT_FLOAT_EQ(wide[2], 0.2025F);
}

TEST(IlbcLpc, NewestWindowLooksAtTheNewestSamples) {
  Signal signal{};
  signal[30] = 1000;  // hardly seen: rising only
  for (std::size_t i = 210; i < 225; ++i) signal[i] = 100;
  Signal newest = signal;
  newest[30] = 0;
  const Lpc with = analyze(signal, Window::newest);
  const Lpc without = analyze(newest, Window::newest);
  EXPECT_THAT(with, testing::Pointwise(testing::FloatNear(0.15F), without));
}

TEST(IlbcHighPass, TakesOutWhatIsConstantButAHundredth) {
  for (HighPass high_pass : {input_high_pass(), output_high_pass()}) {
    float out = 0;
    for (int i = 0; i < 2000; ++i) out = high_pass.filter(10000);
    EXPECT_NEAR(out, 0, 101);
  }
}

}  // namespace
}  // namespace portero::ilbc
