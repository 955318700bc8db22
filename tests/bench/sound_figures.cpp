// Prints as JSON how well echo is cancelled and keys are heard, beside speexdsp and spandsp, on the
// same computed sound that the unit tests demand their bounds of.
#include <cmath>
#include <functional>
#include <iostream>
#include <spandsp.h>
#include <utility>

#include <boost/json.hpp>

#include "io/media/sound/echo_for_tests.hpp"
#include "io/media/sound/speech_for_tests.hpp"
#include "io/media/sound/tones_for_tests.hpp"

namespace portero::sound {
namespace {

namespace json = boost::json;
using Keys = std::function<std::string(std::span<const std::int16_t>)>;

double rounded(double value) { return std::round(value * 10) / 10; }

json::object told(const EchoFigures& figures) {
  return {{"echo_less_db", rounded(figures.while_operator_talks)},
          {"echo_less_in_first_3_s_db", rounded(figures.first_3_s)},
          {"near_end_db", rounded(figures.near_end_change_db)}};
}

json::object echo_of_canceller(Canceller kind) {
  return {{"linear", told(echo_figures(kind, linear_echo()))},
          {"bent_loudspeaker", told(echo_figures(kind, bent_echo()))},
          {"drift_100_ppm", told(echo_figures(kind, drifting_echo()))},
          {"delay_ms", rounded(cleaning_delay_ms(kind))}};
}

std::string ours(std::span<const std::int16_t> sound) {
  return keys_begun(tones_heard(8000, sound));
}

std::string spandsps(std::span<const std::int16_t> sound) {
  std::string found;
  const auto add = [](void* to, const char* digits, int count) {
    static_cast<std::string*>(to)->append(digits, static_cast<std::size_t>(count));
  };
  dtmf_rx_state_t* receiver = dtmf_rx_init(nullptr, add, &found);
  dtmf_rx(receiver, sound.data(), static_cast<int>(sound.size()));
  dtmf_rx_free(receiver);
  return found;
}

// Tones and pauses of 40 ms at four levels, with noise 20 dB below.
json::object pressed(const Keys& heard) {
  std::size_t sent = 0;
  std::size_t found = 0;
  for (const double dbfs : {-9.0, -16.0, -24.0, -32.0}) {
    for (unsigned seed = 1; seed <= 25; ++seed) {
      for (const char key : tone_keys) {
        FarSide far_side(8000, dbfs, dbfs - 20, seed);
        far_side.pause(0.1 + 0.0013 * seed).press(key, 0.04).pause(0.04);
        sent += 1;
        found += heard(far_side.sound()) == std::string(1, key) ? 1 : 0;
      }
    }
  }
  return {{"sent", sent}, {"found", found}};
}

struct TalkOff {
  double seconds = 0;
  std::size_t ours = 0;
  std::size_t spandsps = 0;
};

TalkOff ten_minutes_of_speech() {
  TalkOff result;
  for (int round = 0; result.seconds < 600; ++round) {
    for (const Talker& talker : talkers()) {
      const auto [words_a_minute, pitch] = manner_of(round);
      const auto speech = spoken(talker.voice, words_a_minute, pitch, talker.text, 8000);
      result.ours += ours(speech).size();
      result.spandsps += spandsps(speech).size();
      result.seconds += static_cast<double>(speech.size()) / 8000;
    }
  }
  return result;
}

json::object keys_in_sound() {
  const TalkOff talk_off = ten_minutes_of_speech();
  const auto of_one = [&](const Keys& heard, std::size_t in_speech) {
    return json::object{{"tones_of_40_ms", pressed(heard)}, {"false_in_speech", in_speech}};
  };
  return {{"seconds_of_speech", std::round(talk_off.seconds)},
          {"portero", of_one(ours, talk_off.ours)},
          {"spandsp", of_one(spandsps, talk_off.spandsps)}};
}

}  // namespace
}  // namespace portero::sound

int main() {
  using namespace portero::sound;
  if (spoken("en-us", 150, 50, "Good morning.", 8000).empty()) return 1;
  std::cout << json::object{{"echo",
                             {{"webrtc", echo_of_canceller(Canceller::webrtc)},
                              {"speexdsp", echo_of_canceller(Canceller::speexdsp)}}},
                            {"keys_in_sound", keys_in_sound()}}
            << '\n';
}
