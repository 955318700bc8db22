#include "io/media/ilbc/prediction_order.hpp"

#include <numeric>

#include <gmock/gmock.h>

#include "io/media/ilbc/start_state.hpp"

namespace portero::ilbc {
namespace {

using testing::Each;
using testing::Eq;

std::vector<float> ramp(std::size_t count) {
  std::vector<float> signal(count);
  std::iota(signal.begin(), signal.end(), 1.0F);
  return signal;
}

TEST(IlbcPredictionOrder, ReachesEachSampleOnceAndKnowsOnlyWhatWasReached) {
  for (const Mode mode : {Mode::ms20, Mode::ms30}) {
    const Shape shape = shape_of(mode);
    for (std::size_t start = 1; start < shape.sub_blocks; ++start) {
      for (const bool state_first : {false, true}) {
        std::vector<int> reached(shape.samples());
        const auto scalar = static_cast<int>(scalar_begin(mode, start, state_first));
        std::fill_n(reached.begin() + scalar, shape.scalar_samples, 1);
        for (const Predicted& part : prediction_order(mode, start, state_first)) {
          for (std::size_t i = part.known_begin; i < part.known_end; ++i) EXPECT_EQ(reached[i], 1);
          for (std::size_t i = part.begin; i < part.begin + part.length; ++i) ++reached[i];
        }
        EXPECT_THAT(reached, Each(Eq(1)));
      }
    }
  }
}

TEST(IlbcPredictionOrder, GoesForwardThenBackward) {
  const auto order = prediction_order(Mode::ms30, 3, true);
  ASSERT_EQ(order.size(), 5);
  EXPECT_EQ(order[0].begin, 2 * 40 + 58);
  EXPECT_EQ(order[1].begin, 160);
  EXPECT_EQ(order[2].begin, 200);
  EXPECT_EQ(order[3].begin, 40);
  EXPECT_EQ(order[4].begin, 0);
  EXPECT_FALSE(order[2].backward);
  EXPECT_TRUE(order[3].backward);
}

TEST(IlbcPredictionOrder, MemoryEndsNextToThePart) {
  const auto frame = ramp(240);
  const auto order = prediction_order(Mode::ms30, 2, true);
  const auto forward = order[1].memory(frame);  // before sample 120
  ASSERT_EQ(forward.size(), 147);
  EXPECT_EQ(forward.back(), 120);
  EXPECT_EQ(forward[147 - 80], 41);
  EXPECT_EQ(forward[147 - 81], 0) << "before the start state nothing is known";
  const auto backward = order[4].memory(frame);  // after sample 39
  EXPECT_EQ(backward.back(), 41);
  EXPECT_EQ(backward.front(), 41 + 146);
}

TEST(IlbcPredictionOrder, BackwardPartsAreReversed) {
  auto frame = ramp(160);
  const auto order = prediction_order(Mode::ms20, 3, false);
  const Predicted& part = order[1];  // samples 40 to 79
  const auto vector = part.read(frame);
  EXPECT_EQ(vector.front(), 80);
  EXPECT_EQ(vector.back(), 41);
  const auto before = frame;
  part.write(vector, frame);
  EXPECT_EQ(frame, before);
}

}  // namespace
}  // namespace portero::ilbc
