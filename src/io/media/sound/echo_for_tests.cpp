#include "io/media/sound/echo_for_tests.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace portero::sound {
namespace {

using std::chrono::seconds;

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

Sound cleaned(EchoCanceller& canceller, const Sound& echo, const Sound& visitor) {
  static const std::vector<std::int16_t> played = heard_of(far(), Sound(far().size()));
  const std::vector<std::int16_t> heard = heard_of(echo, visitor);
  Sound out;
  out.reserve(heard.size());
  for (std::size_t at = 0; at + frame_samples <= heard.size(); at += frame_samples) {
    Frame frame;
    std::copy_n(heard.data() + at, frame_samples, frame.data());
    canceller.played(std::span(played).subspan(at).first<frame_samples>());
    canceller.clean(frame, echo_delay);
    out.insert(out.end(), frame.begin(), frame.end());
  }
  return out;
}

}  // namespace

const Sound& linear_echo() {
  static const Sound echo = echo_of(far(), -6, echo_delay);
  return echo;
}

Sound bent_echo() { return echo_of(bent(far()), -6, echo_delay); }

Sound drifting_echo() { return drifting(linear_echo(), 100); }

EchoFigures echo_figures(Canceller kind, const Sound& echo, const Cleaning& cleaning) {
  const Sound out = cleaned(*make_canceller(kind, cleaning), echo, near());
  const auto enhancement = [&](double from_s, double to_s) {
    return decibels(power_between(echo, from_s, to_s) / power_between(out, from_s, to_s));
  };
  return {.first_3_s = enhancement(0, 3),
          .while_operator_talks = enhancement(alone_from_s, both_from_s),
          .near_end_change_db = near_end_change_db(near(), echo, out, both_from_s, both_to_s)};
}

double cleaning_delay_ms(Canceller kind) {
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
  return most > 0 ? static_cast<double>(delay) / 48 : 1e9;  // silence never comes
}

}  // namespace portero::sound
