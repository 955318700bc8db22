#include "io/media/sound/room_for_tests.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <random>

#include "io/media/sound/level.hpp"
#include "io/media/sound/soft_limit.hpp"
#include "io/media/sound/speech_for_tests.hpp"

namespace portero::sound {
namespace {

Sound repeated(const std::vector<std::int16_t>& speech, float dbfs, base::Duration duration) {
  const float gain = gain_of_db(dbfs - dbfs_of_power(power_of(speech)));
  Sound sound(static_cast<std::size_t>(samples_in(duration)));
  for (std::size_t i = 0; i < sound.size(); ++i) {
    sound[i] = gain * static_cast<float>(speech[i % speech.size()]);
  }
  return sound;
}

// A spectrum of 2048 samples, in place, by halving.
using Spectrum = std::array<std::complex<float>, 2048>;

void transform(std::span<std::complex<float>> points) {
  const std::size_t half = points.size() / 2;
  if (half == 0) return;
  std::vector<std::complex<float>> even(half);
  std::vector<std::complex<float>> odd(half);
  for (std::size_t i = 0; i < half; ++i) {
    even[i] = points[2 * i];
    odd[i] = points[2 * i + 1];
  }
  transform(even);
  transform(odd);
  for (std::size_t i = 0; i < half; ++i) {
    const float turn =
        -std::numbers::pi_v<float> * static_cast<float>(i) / static_cast<float>(half);
    const auto turned = std::polar(1.0F, turn) * odd[i];
    points[i] = even[i] + turned;
    points[i + half] = even[i] - turned;
  }
}

Spectrum spectrum_at(const Sound& sound, std::size_t at) {
  Spectrum points;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const float turn = 2 * std::numbers::pi_v<float> * static_cast<float>(i) / 2048;
    points[i] = sound[at + i] * (0.5F - 0.5F * std::cos(turn));
  }
  transform(points);
  return points;
}

}  // namespace

Sound operator_speech(float dbfs, base::Duration duration) {
  static const auto speech =
      spoken("en-us", 165, 45,
             "Good morning, this is the front desk. I can see you on the camera now. Please tell "
             "me your name and whom you would like to visit today. The lift is on the left side "
             "behind the glass door, and somebody will come down and meet you there in about five "
             "minutes. If you have a parcel, please put it on the table next to the entrance and "
             "sign the list.",
             sample_rate_hz);
  return repeated(speech, dbfs, duration);
}

Sound visitor_speech(float dbfs, base::Duration duration) {
  static const auto speech =
      spoken("en-gb+f3", 170, 60,
             "Hello, my name is Eleanor Wright and I have come to see Mister Kowalski on the third "
             "floor. We have a meeting at a quarter past eleven. I am sorry that I am a little "
             "early, the train was faster than I thought.",
             sample_rate_hz);
  return repeated(speech, dbfs, duration);
}

Sound echo_of(const Sound& played, float gain_db, base::Duration delay) {
  constexpr std::size_t reflections = 150;
  constexpr std::size_t millisecond = sample_rate_hz / 1000;
  struct Reflection {
    std::size_t after;
    float gain;
  };
  std::mt19937 dice(1);
  std::normal_distribution<float> gain;
  std::vector<Reflection> room{{0, 1}};
  float energy = 1;
  for (std::size_t ms = 1; ms < reflections; ++ms) {
    const float faded = std::pow(10.0F, -3 * static_cast<float>(ms) / reflections);
    room.push_back({ms * millisecond + dice() % millisecond, faded * gain(dice)});
    energy += room.back().gain * room.back().gain;
  }
  const float scale = gain_of_db(gain_db) / std::sqrt(energy);
  Sound echo(played.size());
  for (const Reflection& reflection : room) {
    const std::size_t after = reflection.after + static_cast<std::size_t>(samples_in(delay));
    const float* const from = played.data();
    float* const to = echo.data() + after;
    const float scaled = scale * reflection.gain;
    for (std::size_t i = 0; i + after < echo.size(); ++i) to[i] += scaled * from[i];
  }
  return echo;
}

Sound bent(const Sound& played) {
  Sound out(played.size());
  std::ranges::transform(played, out.begin(), [](float sample) {
    const float pressed = std::tanh(6 * sample / 32768);
    return 32768 * (pressed / 6 + 0.02F * pressed * pressed);
  });
  return out;
}

Sound drifting(const Sound& heard, double ppm) {
  Sound out(heard.size());
  for (std::size_t i = 0; i + 1 < out.size(); ++i) {
    const double at = static_cast<double>(i) * (1 - ppm / 1e6);
    const auto index = static_cast<std::size_t>(at);
    const auto part = static_cast<float>(at - static_cast<double>(index));
    out[i] = heard[index] * (1 - part) + heard[index + 1] * part;
  }
  return out;
}

std::vector<std::int16_t> heard_of(const Sound& echo, const Sound& visitor) {
  std::mt19937 dice(1);
  std::normal_distribution<float> noise(0, 10);
  std::vector<std::int16_t> heard(echo.size());
  for (std::size_t i = 0; i < heard.size(); ++i) {
    heard[i] = clipped(echo[i] + visitor[i] + noise(dice));
  }
  return heard;
}

double power_between(const Sound& sound, double from_s, double to_s) {
  const auto from = static_cast<std::size_t>(from_s * sample_rate_hz);
  const auto to = static_cast<std::size_t>(to_s * sample_rate_hz);
  double sum = 0;
  for (std::size_t i = from; i < to; ++i) sum += static_cast<double>(sound[i]) * sound[i];
  return sum / static_cast<double>(to - from);
}

double decibels(double ratio) { return 10 * std::log10(ratio); }

double near_end_change_db(const Sound& near, const Sound& echo, const Sound& out, double from_s,
                          double to_s) {
  double near_energy = 0;
  double out_energy = 0;
  const auto end = static_cast<std::size_t>(to_s * sample_rate_hz);
  for (auto at = static_cast<std::size_t>(from_s * sample_rate_hz); at < end; at += 4096) {
    const Spectrum near_points = spectrum_at(near, at);
    const Spectrum echo_points = spectrum_at(echo, at);
    const Spectrum out_points = spectrum_at(out, at);
    for (std::size_t i = 2; i < 341; ++i) {  // 50 Hz to 8 kHz
      if (std::norm(near_points[i]) < 10 * std::norm(echo_points[i])) continue;
      near_energy += std::norm(near_points[i]);
      out_energy += std::norm(out_points[i]);
    }
  }
  return decibels(out_energy / near_energy);
}

}  // namespace portero::sound
