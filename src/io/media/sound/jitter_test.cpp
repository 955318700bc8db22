#include "io/media/sound/jitter.hpp"

#include <gtest/gtest.h>

namespace portero::sound {
namespace {

constexpr std::size_t ms = sample_rate_hz / 1000;

Jitter::Advice after_window(Jitter& jitter, std::size_t left, bool quiet) {
  Jitter::Advice advice;
  for (int i = 0; i < 50; ++i) advice = jitter.before_frame(left, quiet);
  return advice;
}

TEST(Jitter, LeavesAVoiceAloneThatKeepsItsReserve) {
  Jitter jitter;
  EXPECT_EQ(after_window(jitter, jitter.reserve() + 2 * ms, true).ratio, 1);
  EXPECT_EQ(after_window(jitter, jitter.reserve() + 2 * ms, true).drop, 0U);
}

TEST(Jitter, PlaysFasterWhileThereIsTooMuchAndSlowerWhileThereIsTooLittle) {
  Jitter jitter;
  EXPECT_GT(after_window(jitter, jitter.reserve() + 20 * ms, false).ratio, 1);
  EXPECT_LT(after_window(jitter, jitter.reserve() - 5 * ms, false).ratio, 1);
}

TEST(Jitter, NeverChangesThePitchByMoreThanAPercent) {
  Jitter jitter;
  EXPECT_LE(after_window(jitter, jitter.reserve() + 90 * ms, false).ratio, 1.01);
}

TEST(Jitter, LeavesOutSilenceRatherThanPlayingFaster) {
  Jitter jitter;
  const auto advice = after_window(jitter, jitter.reserve() + 20 * ms, true);
  EXPECT_EQ(advice.ratio, 1);
  EXPECT_EQ(advice.drop, 10 * ms);
}

TEST(Jitter, LeavesOutSpeechRatherThanBeingVeryLate) {
  Jitter jitter;
  EXPECT_EQ(after_window(jitter, jitter.reserve() + 150 * ms, false).drop, 150 * ms);
}

TEST(Jitter, KeepsMoreInHandAfterABurstCameLate) {
  Jitter jitter;
  const std::size_t before = jitter.reserve();
  jitter.ran_dry();
  jitter.came_back(std::chrono::milliseconds(20));
  EXPECT_EQ(jitter.reserve(), before + 10 * ms);
}

TEST(Jitter, DoesNotTakeThePauseOfASpeakerForJitter) {
  Jitter jitter;
  const std::size_t before = jitter.reserve();
  jitter.ran_dry();
  jitter.came_back(std::chrono::seconds(2));
  EXPECT_EQ(jitter.reserve(), before);
}

TEST(Jitter, NeverKeepsMoreThan100MillisecondsInHand) {
  Jitter jitter;
  for (int i = 0; i < 100; ++i) jitter.came_back(std::chrono::milliseconds(20));
  EXPECT_EQ(jitter.reserve(), 100 * ms);
}

TEST(Jitter, ForgetsJitterWithinTwoMinutes) {
  Jitter jitter;
  jitter.came_back(std::chrono::milliseconds(20));
  const std::size_t jittery = jitter.reserve();
  for (int i = 0; i < 240; ++i) after_window(jitter, jitter.reserve(), false);
  EXPECT_EQ(jitter.reserve(), jittery - 10 * ms);
}

}  // namespace
}  // namespace portero::sound
