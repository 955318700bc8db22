#include "io/media/ilbc/concealment.hpp"

#include <gmock/gmock.h>

#include "io/media/ilbc/noise_for_tests.hpp"
#include "io/media/ilbc/product.hpp"

namespace portero::ilbc {
namespace {

class IlbcConcealmentTest : public testing::TestWithParam<Mode> {};

TEST_P(IlbcConcealmentTest, GoesOnWithTheVoice) {
  const std::size_t count = frame_samples(GetParam());
  const auto voice = pulses(4 * count, 60, 1000);
  Concealment concealment(GetParam());
  for (std::size_t i = 0; i < 3; ++i)
    concealment.remember(std::span(voice).subspan(i * count, count), flat_lpc);
  const auto next = concealment.conceal();
  ASSERT_EQ(next.size(), count);
  EXPECT_GT(snr(std::span(voice).subspan(3 * count, count), next), 15);
}

TEST_P(IlbcConcealmentTest, GoesOnWithNoiseAsLoudAsItWas) {
  const std::size_t count = frame_samples(GetParam());
  const auto hiss = noise(2 * count, 1000);
  Concealment concealment(GetParam());
  concealment.remember(std::span(hiss).first(count), flat_lpc);
  concealment.remember(std::span(hiss).last(count), flat_lpc);
  const auto next = concealment.conceal();
  EXPECT_NEAR(energy(next) / energy(std::span(hiss).last(count)), 1, 0.5);
}

TEST_P(IlbcConcealmentTest, FallsSilentWhenNothingMoreComes) {
  const std::size_t count = frame_samples(GetParam());
  Concealment concealment(GetParam());
  concealment.remember(pulses(count, 60, 1000), flat_lpc);
  float before = energy(concealment.conceal());
  for (std::size_t lost = 2 * count; lost <= 1280; lost += count) {
    const float now = energy(concealment.conceal());
    EXPECT_LE(now, 1.25F * before) << lost;
    before = now;
  }
  EXPECT_GT(before, 0);
  EXPECT_EQ(energy(concealment.conceal()), 0);
  EXPECT_EQ(energy(concealment.conceal()), 0);
}

TEST_P(IlbcConcealmentTest, BeforeAnyFrameIsSilent) {
  Concealment concealment(GetParam());
  EXPECT_THAT(concealment.conceal(), testing::Each(testing::Eq(0)));
}

TEST_P(IlbcConcealmentTest, KeepsTheFilterOfTheLastFrame) {
  Concealment concealment(GetParam());
  const Lpc lpc{1, -0.5F};
  concealment.remember(noise(frame_samples(GetParam()), 10), lpc);
  (void)concealment.conceal();
  EXPECT_EQ(concealment.lpc(), lpc);
}

INSTANTIATE_TEST_SUITE_P(Modes, IlbcConcealmentTest, testing::Values(Mode::ms20, Mode::ms30));

}  // namespace
}  // namespace portero::ilbc
