#include "io/media/ilbc/start_state.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "io/media/ilbc/noise_for_tests.hpp"

namespace portero::ilbc {
namespace {

Lpcs flat() {
  Lpcs lpcs{};
  lpcs.fill(flat_lpc);
  return lpcs;
}

Lpcs resonant() {
  Lpcs lpcs{};
  lpcs.fill({1, -1.2F, 0.6F, 0.1F});
  return lpcs;
}

Parameters placed(Mode mode, std::size_t loud_from, std::size_t loud_count) {
  std::vector<float> residual(frame_samples(mode), 1.0F);
  std::fill_n(residual.begin() + static_cast<int>(loud_from), loud_count, 100.0F);
  Parameters parameters;
  place_start_state(mode, residual, parameters);
  return parameters;
}

TEST(IlbcStartState, IsWhereTheResidualIsLoudest) {
  EXPECT_EQ(placed(Mode::ms20, 10, 50).start, 1);
  EXPECT_EQ(placed(Mode::ms20, 90, 50).start, 3);
  EXPECT_EQ(placed(Mode::ms30, 170, 60).start, 5);
}

TEST(IlbcStartState, HasItsScalarPartAtTheLouderSide) {
  EXPECT_EQ(placed(Mode::ms20, 42, 20).state_first, 1);
  EXPECT_EQ(placed(Mode::ms20, 95, 20).state_first, 0);
}

TEST(IlbcStartState, PrefersTheMiddleOfAFrame) {
  std::vector<float> residual(frame_samples(Mode::ms30), 100.0F);
  Parameters parameters;
  place_start_state(Mode::ms30, residual, parameters);
  EXPECT_EQ(parameters.start, 3);
}

TEST(IlbcStartState, ScalarPartIs57Or58SamplesAtOneEnd) {
  EXPECT_EQ(scalar_begin(Mode::ms20, 1, true), 0);
  EXPECT_EQ(scalar_begin(Mode::ms20, 1, false), 23);
  EXPECT_EQ(scalar_begin(Mode::ms30, 5, true), 160);
  EXPECT_EQ(scalar_begin(Mode::ms30, 5, false), 182);
}

// With three bits a sample, noise comes back with 12 to 14 dB.
TEST(IlbcStartState, ComesBackFromItsIndices) {
  for (const Mode mode : {Mode::ms20, Mode::ms30}) {
    for (const Lpcs& synthesis : {flat(), resonant()}) {
      const auto residual = noise(frame_samples(mode), 3000);
      Parameters parameters;
      place_start_state(mode, residual, parameters);
      quantize_start_state(mode, residual, synthesis, flat(), parameters);
      std::vector<float> decoded(residual.size());
      decode_start_state(mode, parameters, synthesis, decoded);
      const auto begin = scalar_begin(mode, parameters.start, parameters.state_first == 1);
      const auto count = shape_of(mode).scalar_samples;
      EXPECT_GT(
          snr(std::span(residual).subspan(begin, count), std::span(decoded).subspan(begin, count)),
          11);
    }
  }
}

TEST(IlbcStartState, OfAnyLoudnessFindsItsScale) {
  for (const int loudest : {10, 100, 1000, 5000}) {
    const auto residual = noise(frame_samples(Mode::ms20), loudest);
    Parameters parameters;
    quantize_start_state(Mode::ms20, residual, flat(), flat(), parameters);
    std::vector<float> decoded(residual.size());
    decode_start_state(Mode::ms20, parameters, flat(), decoded);
    const auto begin = scalar_begin(Mode::ms20, 1, false);
    EXPECT_GT(snr(std::span(residual).subspan(begin, 57), std::span(decoded).subspan(begin, 57)), 8)
        << loudest;
  }
}

TEST(IlbcStartState, WritesNothingBesideIt) {
  Parameters parameters;
  parameters.start = 2;
  std::vector<float> decoded(frame_samples(Mode::ms20), 7.0F);
  decode_start_state(Mode::ms20, parameters, resonant(), decoded);
  const auto begin = static_cast<int>(scalar_begin(Mode::ms20, 2, false));
  EXPECT_EQ(std::count(decoded.begin(), decoded.begin() + begin, 7.0F), begin);
  EXPECT_EQ(std::count(decoded.begin() + begin + 57, decoded.end(), 7.0F), 160 - begin - 57);
}

}  // namespace
}  // namespace portero::ilbc
