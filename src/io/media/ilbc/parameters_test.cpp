#include "io/media/ilbc/parameters.hpp"

#include <gmock/gmock.h>

#include "base/dice.hpp"

namespace portero::ilbc {
namespace {

using testing::Each;
using testing::Eq;

class IlbcParametersTest : public testing::TestWithParam<Mode> {};

std::uint8_t below(base::Dice& dice, int count) {
  return static_cast<std::uint8_t>(dice.between(0, count - 1));
}

std::uint8_t sendable_index(base::Dice& dice, Mode mode, std::size_t at, std::size_t stage) {
  std::uint8_t index = below(dice, 256);
  while (!can_be_sent(mode, at, stage, index)) index = below(dice, 256);
  return index;
}

Parameters any_parameters(base::Dice& dice, Mode mode) {
  const Shape shape = shape_of(mode);
  Parameters parameters;
  for (std::size_t i = 0; i < 3 * shape.lsf_sets; ++i)
    parameters.lsf[i] = below(dice, i % 3 == 0 ? 64 : 128);
  parameters.start =
      static_cast<std::uint8_t>(dice.between(1, static_cast<int>(shape.sub_blocks) - 1));
  parameters.state_first = below(dice, 2);
  parameters.scale = below(dice, 64);
  for (std::size_t i = 0; i < shape.scalar_samples; ++i) parameters.state[i] = below(dice, 8);
  for (std::size_t i = 0; i <= shape.predicted_sub_blocks(); ++i) {
    for (std::size_t stage = 0; stage < codebook_stages; ++stage)
      parameters.predicted[i].index[stage] = sendable_index(dice, mode, i, stage);
    parameters.predicted[i].gain = {below(dice, 32), below(dice, 16), below(dice, 8)};
  }
  return parameters;
}

TEST_P(IlbcParametersTest, WhatIsPackedIsWhatIsUnpacked) {
  base::Dice dice{1};
  for (int i = 0; i < 200; ++i) {
    const Parameters parameters = any_parameters(dice, GetParam());
    const auto frame = pack(GetParam(), parameters);
    EXPECT_EQ(frame.size(), frame_bytes(GetParam()));
    EXPECT_EQ(unpack(GetParam(), frame), parameters);
  }
}

TEST_P(IlbcParametersTest, EachBitOfAFrameSaysSomething) {
  base::Dice dice{2};
  const auto frame = pack(GetParam(), any_parameters(dice, GetParam()));
  for (std::size_t bit = 0; bit < 8 * frame.size(); ++bit) {
    auto other = frame;
    other[bit / 8] = static_cast<std::uint8_t>(other[bit / 8] ^ (0x80U >> bit % 8));
    EXPECT_NE(unpack(GetParam(), other), unpack(GetParam(), frame)) << "bit " << bit;
  }
}

TEST_P(IlbcParametersTest, AnEmptyFrameIsNone) {
  base::Dice dice{3};
  auto frame = pack(GetParam(), any_parameters(dice, GetParam()));
  frame.back() = static_cast<std::uint8_t>(frame.back() | 1U);
  EXPECT_EQ(unpack(GetParam(), frame), std::nullopt);
}

TEST_P(IlbcParametersTest, AFrameOfAnotherLengthIsNone) {
  base::Dice dice{4};
  auto frame = pack(GetParam(), any_parameters(dice, GetParam()));
  frame.push_back(0);
  EXPECT_EQ(unpack(GetParam(), frame), std::nullopt);
  frame.resize(frame.size() - 2);
  EXPECT_EQ(unpack(GetParam(), frame), std::nullopt);
  EXPECT_EQ(unpack(GetParam(), {}), std::nullopt);
}

TEST_P(IlbcParametersTest, AStartStateOutsideOfTheFrameIsNone) {
  base::Dice dice{5};
  Parameters parameters = any_parameters(dice, GetParam());
  parameters.start = 0;
  EXPECT_EQ(unpack(GetParam(), pack(GetParam(), parameters)), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(Modes, IlbcParametersTest, testing::Values(Mode::ms20, Mode::ms30));

TEST(IlbcParameters, OfAFrameOf20MsBeginWithTheMostSensitiveBits) {
  Parameters parameters;
  parameters.lsf = {0b101010, 0b1111111, 0b0000001};
  parameters.start = 2;
  parameters.state_first = 1;
  parameters.scale = 0b110011;
  const auto frame = pack(Mode::ms20, parameters);
  // 101010 11 | 11111 000 | 0001 10 1 1 | 10011 ...
  EXPECT_EQ(frame[0], 0b10101011);
  EXPECT_EQ(frame[1], 0b11111000);
  EXPECT_EQ(frame[2], 0b00011011);
  EXPECT_EQ(frame[3] >> 3, 0b10011);
}

TEST(IlbcParameters, TheHighBitsOfSamplesComeBeforeTheirLowOnes) {
  Parameters parameters;
  parameters.state.fill(4);  // 100
  const auto frame = pack(Mode::ms20, parameters);
  // The second class begins at bit 48 with the high bit of each of 57 samples.
  EXPECT_THAT((std::vector(frame.begin() + 6, frame.begin() + 13)), Each(Eq(0xff)));
  EXPECT_EQ(frame[13], 0b10000000);
}

TEST(IlbcParameters, AnIndexThatTheRestOfTheStartStateCannotHaveIsNoFrame) {
  Parameters parameters;
  parameters.predicted[0].index[1] = 125;
  EXPECT_TRUE(unpack(Mode::ms20, pack(Mode::ms20, parameters)));
  parameters.predicted[0].index[1] = 126;
  EXPECT_FALSE(unpack(Mode::ms20, pack(Mode::ms20, parameters)));
  EXPECT_TRUE(unpack(Mode::ms30, pack(Mode::ms30, parameters)));
}

}  // namespace
}  // namespace portero::ilbc
