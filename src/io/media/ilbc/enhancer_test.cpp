#include "io/media/ilbc/enhancer.hpp"

#include <gtest/gtest.h>

#include "io/media/ilbc/noise_for_tests.hpp"

namespace portero::ilbc {
namespace {

class IlbcEnhancerTest : public testing::TestWithParam<Mode> {};

TEST_P(IlbcEnhancerTest, GivesWhatItTookLater) {
  const Shape shape = shape_of(GetParam());
  Enhancer enhancer(GetParam());
  const auto voice = pulses(8 * shape.samples(), 60, 1000);
  std::vector<float> enhanced;
  for (std::size_t i = 0; i < voice.size(); i += shape.samples()) {
    const auto frame = enhancer.enhance(std::span(voice).subspan(i, shape.samples()), false);
    ASSERT_EQ(frame.size(), shape.samples());
    enhanced.insert(enhanced.end(), frame.begin(), frame.end());
  }
  const std::size_t late = 4 * shape.samples() + shape.enhancer_delay;
  EXPECT_GT(snr(std::span(voice).subspan(4 * shape.samples(), shape.samples()),
                std::span(enhanced).subspan(late, shape.samples())),
            25);
}

// What comes out right after a loss is of the concealed frame still; it has to end like what came.
TEST_P(IlbcEnhancerTest, LeadsAConcealedFrameOverToTheNextOne) {
  const Shape shape = shape_of(GetParam());
  const auto voice = buzz(4 * shape.samples(), 60, 1000);
  const auto frame = [&](std::size_t at) {
    return std::span(voice).subspan(at * shape.samples(), shape.samples());
  };
  // As concealment would have it: the pitch, but not its phase.
  const auto wrong = std::span(voice).subspan(2 * shape.samples() + 7, shape.samples());
  const auto tail = frame(2).last(20);
  const auto error = [&](bool after_loss) {
    Enhancer enhancer(GetParam());
    (void)enhancer.enhance(frame(0), false);
    (void)enhancer.enhance(frame(1), false);
    (void)enhancer.enhance(wrong, false);
    const auto out = enhancer.enhance(frame(3), after_loss);
    return snr(tail, std::span(out).subspan(shape.enhancer_delay - 20, 20));
  };
  EXPECT_GT(error(true), error(false) + 3);
}

INSTANTIATE_TEST_SUITE_P(Modes, IlbcEnhancerTest, testing::Values(Mode::ms20, Mode::ms30));

}  // namespace
}  // namespace portero::ilbc
