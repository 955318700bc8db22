#include "io/media/ilbc/codebook.hpp"

#include <numeric>
#include <vector>

#include <gmock/gmock.h>

namespace portero::ilbc {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::FloatNear;

// Each sample is its own place, the oldest 0.
std::vector<float> ramp() {
  std::vector<float> memory(memory_samples);
  std::iota(memory.begin(), memory.end(), 0.0F);
  return memory;
}

std::vector<float> vector_of(const Codebook& codebook, std::size_t index) {
  std::vector<float> vector(codebook.length());
  codebook.vector(index, vector);
  return vector;
}

TEST(IlbcCodebook, HasAsManyVectorsAsItsIndicesSay) {
  EXPECT_EQ(codebook_size(memory_samples, 40), 256);
  EXPECT_EQ(codebook_size(start_memory_samples, 22), 128);
  EXPECT_EQ(codebook_size(start_memory_samples, 23), 126);
}

TEST(IlbcCodebook, BeginsWithTheNewestSamples) {
  const Codebook codebook(ramp(), 40);
  EXPECT_EQ(vector_of(codebook, 0).front(), 107);
  EXPECT_EQ(vector_of(codebook, 0).back(), 146);
  EXPECT_EQ(vector_of(codebook, 1).front(), 106);
  EXPECT_EQ(vector_of(codebook, 107).front(), 0);
}

TEST(IlbcCodebook, ThenRepeatsShortPeriodsWithAFade) {
  const Codebook codebook(ramp(), 40);
  const auto vector = vector_of(codebook, 108);
  EXPECT_EQ(vector[0], 127);
  EXPECT_EQ(vector[15], 142);
  // Four samples lead from the period's end to what was before its begin, 20 samples earlier.
  EXPECT_THAT(std::vector(vector.begin() + 16, vector.begin() + 20),
              ElementsAre(FloatNear(143 - 4, 0.01F), FloatNear(144 - 8, 0.01F),
                          FloatNear(145 - 12, 0.01F), FloatNear(146 - 16, 0.01F)));
  EXPECT_EQ(vector[20], 127);
  EXPECT_EQ(vector[39], 146);
  EXPECT_EQ(vector_of(codebook, 127).front(), 146 - 38);
}

TEST(IlbcCodebook, SecondHalfIsTheFirstOneFiltered) {
  const std::vector<float> constant(memory_samples, 100.0F);
  const Codebook codebook(constant, 40);
  // The sum of the taps, but at the ends, next to which there is silence.
  const auto inside = vector_of(codebook, 128 + 50);
  EXPECT_THAT(inside, Each(FloatNear(131.5918F, 0.01F)));
  EXPECT_LT(vector_of(codebook, 128).back(), 100);
}

TEST(IlbcCodebook, FilterLooksHalfASampleAhead) {
  std::vector<float> memory(memory_samples);
  memory[100] = 1;
  const auto vector = vector_of(Codebook(memory, 40), 128 + 20);  // samples 87 to 126
  EXPECT_FLOAT_EQ(vector[100 - 87], 0.713379F);
  EXPECT_FLOAT_EQ(vector[99 - 87], 0.806152F);
  EXPECT_FLOAT_EQ(vector[96 - 87], -0.034180F);
  EXPECT_FLOAT_EQ(vector[103 - 87], -0.033691F);
}

TEST(IlbcCodebook, ShiftedVectorsAreThoseWithOneNewSample) {
  const Codebook codebook(ramp(), 40);
  int shifted = 0;
  for (std::size_t index = 1; index < codebook.size(); ++index) {
    if (!codebook.shifts(index)) continue;
    ++shifted;
    const auto before = vector_of(codebook, index - 1);
    const auto vector = vector_of(codebook, index);
    EXPECT_TRUE(std::equal(vector.begin() + 1, vector.end(), before.begin())) << index;
  }
  EXPECT_EQ(shifted, 2 * 107);
}

}  // namespace
}  // namespace portero::ilbc
