#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/dtmf/key_report.hpp"

// Keys that are pressed in noise, and speech in which none is.
namespace portero::sound {

inline constexpr std::string_view tone_keys = "123A456B789C*0#D";

// Sound of a far side: tones, pauses and noise, at one rate. Each of the two sines of a tone has
// this level; a tone's power is twice that of one sine.
class FarSide {
 public:
  FarSide(int rate_hz, double tone_dbfs, double noise_dbfs, unsigned seed);

  FarSide& press(char key, double seconds);
  FarSide& pause(double seconds);
  [[nodiscard]] const std::vector<std::int16_t>& sound() const { return sound_; }

 private:
  template <typename Wave>
  FarSide& add(double seconds, Wave wave);

  int rate_hz_;
  double amplitude_;
  std::normal_distribution<double> noise_;
  std::mt19937 dice_;
  std::vector<std::int16_t> sound_;
};

// What InbandTones makes of it, in pieces of 20 ms, and which keys were begun.
[[nodiscard]] std::vector<dtmf::InbandTone> tones_heard(int rate_hz,
                                                        std::span<const std::int16_t> sound);
[[nodiscard]] std::string keys_begun(const std::vector<dtmf::InbandTone>& tones);

struct Talker {
  std::string voice;
  std::string text;
};

// Each is made to say it at several speeds and pitches, until ten minutes are over: this is what
// they say in one round, at 8 kHz.
[[nodiscard]] const std::vector<Talker>& talkers();
struct Manner {
  int words_a_minute;
  int pitch;
};
[[nodiscard]] constexpr Manner manner_of(int round) {
  return {120 + 25 * (round % 5), 20 + 17 * (round % 4)};
}

}  // namespace portero::sound
