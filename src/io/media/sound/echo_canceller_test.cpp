#include "io/media/sound/echo_canceller.hpp"

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "io/media/sound/echo_for_tests.hpp"

namespace portero::sound {
namespace {

EchoFigures measured(Canceller kind, const char* what, const Sound& echo,
                     const Cleaning& cleaning = echo_only) {
  const EchoFigures figures = echo_figures(kind, echo, cleaning);
  fmt::print("{:30} echo {:5.1f} dB in the first 3 s, {:5.1f} dB later; near end {:+5.1f} dB\n",
             what, -figures.first_3_s, -figures.while_operator_talks, figures.near_end_change_db);
  return figures;
}

TEST(WebrtcCanceller, TakesTheEchoOfARoomDownBy30DecibelsAndTheVisitorByAtMost5) {
  const auto figures = measured(Canceller::webrtc, "webrtc, linear", linear_echo());
  EXPECT_GE(figures.while_operator_talks, 30);
  EXPECT_GE(figures.first_3_s, 12);
  EXPECT_GE(figures.near_end_change_db, -5);
}

TEST(WebrtcCanceller, TakesTheEchoOfABentLoudspeakerDownBy20Decibels) {
  EXPECT_GE(
      measured(Canceller::webrtc, "webrtc, bent loudspeaker", bent_echo()).while_operator_talks,
      20);
}

TEST(WebrtcCanceller, TakesTheEchoOfADriftingClockDownBy20Decibels) {
  EXPECT_GE(
      measured(Canceller::webrtc, "webrtc, 100 ppm drift", drifting_echo()).while_operator_talks,
      20);
}

TEST(WebrtcCanceller, WithNoiseSuppressionAndGainTheVisitorIsNoQuieter) {
  const auto figures = measured(Canceller::webrtc, "webrtc, all on", linear_echo(), {});
  EXPECT_GE(figures.while_operator_talks, 30);
  EXPECT_GE(figures.near_end_change_db, -5);
}

// The second choice: the visitor is left alone, while the loudspeaker must be good.
TEST(SpeexCanceller, TakesTheEchoOfARoomDownBy30DecibelsAndLeavesTheVisitorAlone) {
  const auto figures = measured(Canceller::speexdsp, "speexdsp, linear", linear_echo());
  EXPECT_GE(figures.while_operator_talks, 30);
  EXPECT_GE(figures.near_end_change_db, -2);
}

TEST(NoCanceller, LeavesEverySampleAlone) {
  const auto canceller = make_canceller(Canceller::none, echo_only);
  Frame heard;
  for (std::size_t i = 0; i < heard.size(); ++i) heard[i] = static_cast<std::int16_t>(31 * i);
  Frame before = heard;
  canceller->played(heard);
  canceller->clean(heard, echo_delay);
  EXPECT_EQ(heard, before);
}

// The budget of a call in a LAN leaves 15 ms for it.
TEST(Cancellers, DelayTheVisitorByLessThan15Milliseconds) {
  for (const Canceller kind : {Canceller::webrtc, Canceller::speexdsp, Canceller::none}) {
    const double delay_ms = cleaning_delay_ms(kind);
    fmt::print("delay of canceller {}: {:.1f} ms\n", static_cast<int>(kind), delay_ms);
    EXPECT_LE(delay_ms, 15);
  }
}

}  // namespace
}  // namespace portero::sound
