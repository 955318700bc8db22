#include "io/media/ilbc/lsf.hpp"

#include <algorithm>
#include <vector>

#include <gmock/gmock.h>

#include "base/dice.hpp"
#include "io/media/ilbc/lpc.hpp"

namespace portero::ilbc {
namespace {

using testing::FloatNear;
using testing::Pointwise;

Lsf any_lsf(base::Dice& dice) {
  return lsf_at({static_cast<std::uint8_t>(dice.between(0, 63)),
                 static_cast<std::uint8_t>(dice.between(0, 127)),
                 static_cast<std::uint8_t>(dice.between(0, 127))});
}

TEST(IlbcLsf, OfAPredictorGiveThePredictorBack) {
  base::Dice dice{1};
  for (int i = 0; i < 200; ++i) {
    std::array<float, max_frame_samples> signal{};
    for (float& sample : signal) sample = static_cast<float>(dice.between(-1000, 1000));
    const Lpc lpc = widen(analyze(signal, Window::symmetric), 0.9F);
    const auto lsf = lsf_of(lpc);
    ASSERT_TRUE(lsf);
    EXPECT_TRUE(std::ranges::is_sorted(*lsf));
    EXPECT_THAT(lpc_of(*lsf), Pointwise(FloatNear(0.002F), lpc));
  }
}

TEST(IlbcLsf, OfTheFlatPredictorAreEvenlySpread) {
  const auto lsf = lsf_of(flat_lpc);
  ASSERT_TRUE(lsf);
  for (std::size_t i = 0; i < lsf->size(); ++i)
    EXPECT_NEAR((*lsf)[i], 3.14159 * static_cast<double>(i + 1) / 11, 0.001);
}

TEST(IlbcLsf, OfAnUnstablePredictorAreNone) {
  EXPECT_EQ(lsf_of({1, -3, 5, -9, 9, -9, 5, -3, 9, -20, 40}), std::nullopt);
}

TEST(IlbcLsf, AreNeverOutOfOrder) {
  base::Dice dice{2};
  for (int i = 0; i < 20000; ++i) {
    const Lsf lsf = any_lsf(dice);
    ASSERT_TRUE(std::ranges::is_sorted(lsf));
    ASSERT_GT(lsf.front(), 0);
    ASSERT_LT(lsf.back(), 3.1416F);
  }
}

TEST(IlbcLsf, ThatCrossAreMovedApart) {
  // The first part of 3, 3, 0 ends above where its second part begins.
  const Lsf lsf = lsf_at({3, 3, 0});
  EXPECT_TRUE(std::ranges::is_sorted(lsf));
}

TEST(IlbcLsf, NearestIndexOfEachEntryIsItsOwn) {
  for (std::uint8_t i = 0; i < 64; ++i) {
    const LsfIndices indices{i, static_cast<std::uint8_t>(2 * i), static_cast<std::uint8_t>(i + 3)};
    Lsf lsf{};
    for (std::size_t split = 0; split < lsf_splits; ++split)
      for (std::size_t j = 0; j < lsf_codebook[split].size; ++j)
        lsf[lsf_codebook[split].begin + j] = lsf_codebook[split].value(indices[split], j);
    EXPECT_EQ(nearest_indices(lsf), indices);
  }
}

TEST(IlbcLsfTrack, LeadsFromTheFrameBeforeToThisOne) {
  LsfTrack track(Mode::ms20);
  Lsf high = mean_lsf;
  for (float& frequency : high) frequency += 0.1F;
  const auto first = track.follow(std::vector{high});
  EXPECT_NEAR(first[0][0], mean_lsf[0] + 0.025F, 1e-5);
  EXPECT_NEAR(first[1][0], mean_lsf[0] + 0.05F, 1e-5);
  EXPECT_NEAR(first[2][0], mean_lsf[0] + 0.075F, 1e-5);
  EXPECT_NEAR(first[3][0], mean_lsf[0] + 0.1F, 1e-5);
  EXPECT_EQ(track.follow(std::vector{high})[0], high);
}

TEST(IlbcLsfTrack, HasTwoSetsInAFrameOf30Ms) {
  LsfTrack track(Mode::ms30);
  Lsf one = mean_lsf;
  Lsf two = mean_lsf;
  one[0] += 0.06F;
  two[0] += 0.12F;
  const auto lsfs = track.follow(std::vector{one, two});
  const float mean = mean_lsf[0];
  EXPECT_NEAR(lsfs[0][0] - mean, 0.03F, 1e-5);
  EXPECT_NEAR(lsfs[1][0] - mean, 0.06F, 1e-5);
  EXPECT_NEAR(lsfs[2][0] - mean, 0.08F, 1e-5);
  EXPECT_NEAR(lsfs[3][0] - mean, 0.10F, 1e-5);
  EXPECT_NEAR(lsfs[4][0] - mean, 0.12F, 1e-5);
  EXPECT_NEAR(lsfs[5][0] - mean, 0.12F, 1e-5);
}

}  // namespace
}  // namespace portero::ilbc
