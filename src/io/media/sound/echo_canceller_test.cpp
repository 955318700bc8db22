#include "io/media/sound/echo_canceller.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include <fmt/core.h>
#include <gtest/gtest.h>

#include "io/media/sound/room_for_tests.hpp"

namespace portero::sound {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr base::Duration way = milliseconds(40);
constexpr Cleaning echo_only{.noise_suppression = false, .automatic_gain = false};

// The operator talks all the time, the visitor from 20 s on.
constexpr seconds whole{30};
constexpr double alone_from_s = 10;
constexpr double both_from_s = 20;
constexpr double both_to_s = 29.5;

const Sound& far() {
  static const Sound speech = operator_speech(-20, whole);
  return speech;
}

const Sound& near() {
  static const Sound speech = [] {
    Sound talk = visitor_speech(-22, whole);
    std::fill_n(talk.begin(), static_cast<std::size_t>(both_from_s * sample_rate_hz), 0.0F);
    return talk;
  }();
  return speech;
}

const Sound& linear_echo() {
  static const Sound echo = echo_of(far(), -6, way);
  return echo;
}

Sound cleaned(EchoCanceller& canceller, const Sound& echo, const Sound& visitor) {
  static const std::vector<std::int16_t> played = heard_of(far(), Sound(far().size()));
  const std::vector<std::int16_t> heard = heard_of(echo, visitor);
  Sound out;
  out.reserve(heard.size());
  for (std::size_t at = 0; at + frame_samples <= heard.size(); at += frame_samples) {
    Frame frame;
    std::copy_n(heard.data() + at, frame_samples, frame.data());
    canceller.played(std::span(played).subspan(at).first<frame_samples>());
    canceller.clean(frame, way);
    out.insert(out.end(), frame.begin(), frame.end());
  }
  return out;
}

struct Figures {
  double first_3_s;
  double while_operator_talks;
  double near_end_change_db;
};

Figures measured(Canceller kind, const char* what, const Sound& echo,
                 const Cleaning& cleaning = echo_only) {
  const Sound out = cleaned(*make_canceller(kind, cleaning), echo, near());
  const auto enhancement = [&](double from_s, double to_s) {
    return decibels(power_between(echo, from_s, to_s) / power_between(out, from_s, to_s));
  };
  const Figures figures{
      .first_3_s = enhancement(0, 3),
      .while_operator_talks = enhancement(alone_from_s, both_from_s),
      .near_end_change_db = near_end_change_db(near(), echo, out, both_from_s, both_to_s)};
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
  const Sound echo = echo_of(bent(far()), -6, way);
  EXPECT_GE(measured(Canceller::webrtc, "webrtc, bent loudspeaker", echo).while_operator_talks, 20);
}

TEST(WebrtcCanceller, TakesTheEchoOfADriftingClockDownBy20Decibels) {
  const Sound echo = drifting(linear_echo(), 100);
  EXPECT_GE(measured(Canceller::webrtc, "webrtc, 100 ppm drift", echo).while_operator_talks, 20);
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
  canceller->clean(heard, way);
  EXPECT_EQ(heard, before);
}

// The budget of a call in a LAN leaves 15 ms for it.
TEST(Cancellers, DelayTheVisitorByLessThan15Milliseconds) {
  for (const Canceller kind : {Canceller::webrtc, Canceller::speexdsp, Canceller::none}) {
    const Sound visitor = visitor_speech(-22, seconds(6));
    const Sound out =
        cleaned(*make_canceller(kind, {.automatic_gain = false}), Sound(visitor.size()), visitor);
    double most = 0;
    std::size_t delay = 0;
    for (std::size_t shift = 0; shift < 30 * 48; shift += 6) {
      double product = 0;
      for (std::size_t i = 3 * 48'000; i + shift < out.size(); i += 3) {
        product += static_cast<double>(visitor[i]) * out[i + shift];
      }
      if (product > most) {
        most = product;
        delay = shift;
      }
    }
    fmt::print("delay of canceller {}: {:.1f} ms\n", static_cast<int>(kind),
               static_cast<double>(delay) / 48);
    EXPECT_GT(most, 0);
    EXPECT_LE(delay, 15U * 48);
  }
}

}  // namespace
}  // namespace portero::sound
