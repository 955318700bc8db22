#include "io/media/sound/inband_tones.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <random>
#include <string>
#include <string_view>

#include <gmock/gmock.h>

#include "io/media/sound/level.hpp"
#include "io/media/sound/speech_for_tests.hpp"

namespace portero::sound {
namespace {

constexpr std::string_view keys = "123A456B789C*0#D";
constexpr std::array low_hz{697.0, 770.0, 852.0, 941.0};
constexpr std::array high_hz{1209.0, 1336.0, 1477.0, 1633.0};

// Sound of a far side: tones, pauses and noise, at one rate.
class FarSide {
 public:
  FarSide(int rate_hz, double tone_dbfs, double noise_dbfs, unsigned seed)
      : rate_hz_(rate_hz),
        amplitude_(32768 * std::pow(10, tone_dbfs / 20)),  // of each of the two sines
        noise_(0, 32768 * std::pow(10, noise_dbfs / 20)),
        dice_(seed) {}

  FarSide& press(char key, double seconds) {
    const std::size_t at = keys.find(key);
    const double low = 2 * std::numbers::pi * low_hz[at / 4] / rate_hz_;
    const double high = 2 * std::numbers::pi * high_hz[at % 4] / rate_hz_;
    return add(seconds,
               [&](double n) { return amplitude_ * (std::sin(low * n) + std::sin(high * n)); });
  }
  FarSide& pause(double seconds) {
    return add(seconds, [](double) { return 0.0; });
  }
  [[nodiscard]] const std::vector<std::int16_t>& sound() const { return sound_; }

 private:
  template <typename Wave>
  FarSide& add(double seconds, Wave wave) {
    for (double n = 0; n < seconds * rate_hz_; ++n) {
      sound_.push_back(static_cast<std::int16_t>(std::lrint(wave(n) + noise_(dice_))));
    }
    return *this;
  }

  int rate_hz_;
  double amplitude_;
  std::normal_distribution<double> noise_;
  std::mt19937 dice_;
  std::vector<std::int16_t> sound_;
};

std::vector<dtmf::InbandTone> heard(int rate_hz, std::span<const std::int16_t> sound) {
  InbandTones tones(rate_hz);
  std::vector<dtmf::InbandTone> found;
  const std::size_t chunk = static_cast<std::size_t>(rate_hz) / 50;
  for (; !sound.empty(); sound = sound.subspan(std::min(chunk, sound.size()))) {
    const auto now = tones.hear(sound.first(std::min(chunk, sound.size())));
    found.insert(found.end(), now.begin(), now.end());
  }
  return found;
}

std::string begun(const std::vector<dtmf::InbandTone>& tones) {
  std::string characters;
  for (const auto& tone : tones) {
    if (!tone.goes_on) characters += tone.key.character();
  }
  return characters;
}

// A tone's power is twice that of one sine; noise is 20 dB below it.
TEST(InbandTones, FindsEachKeyOf40MillisecondsIn20DecibelsOfNoise) {
  for (const double dbfs : {-9.0, -16.0, -24.0, -32.0}) {
    for (unsigned seed = 1; seed <= 5; ++seed) {
      FarSide far_side(8000, dbfs, dbfs - 20, seed);
      far_side.pause(0.1 + 0.0013 * seed);
      for (const char key : keys) far_side.press(key, 0.04).pause(0.04);
      EXPECT_EQ(begun(heard(8000, far_side.sound())), keys) << dbfs << " dBFS, seed " << seed;
    }
  }
}

TEST(InbandTones, FindsThemAtTheStationsOwnRate) {
  for (unsigned seed = 1; seed <= 3; ++seed) {
    FarSide far_side(48'000, -16, -36, seed);
    far_side.pause(0.1);
    for (const char key : keys) far_side.press(key, 0.04).pause(0.04);
    EXPECT_EQ(begun(heard(48'000, far_side.sound())), keys) << "seed " << seed;
  }
}

TEST(InbandTones, TellsAtLeastOnceASecondThatAToneGoesOn) {
  FarSide far_side(8000, -16, -50, 1);
  far_side.pause(0.1).press('0', 2.7).pause(0.5);
  const auto tones = heard(8000, far_side.sound());
  const dtmf::InbandTone goes_on{.key = dtmf::key_zero, .goes_on = true};
  EXPECT_THAT(tones, testing::ElementsAre(dtmf::InbandTone{.key = dtmf::key_zero}, goes_on, goes_on,
                                          goes_on, goes_on, goes_on));
}

TEST(InbandTones, TellsTheSameKeyTwiceWhenItWasLetGo) {
  FarSide far_side(8000, -16, -40, 1);
  far_side.press('5', 0.1).pause(0.1).press('5', 0.1).pause(0.1);
  EXPECT_EQ(begun(heard(8000, far_side.sound())), "55");
}

TEST(InbandTones, AKeyFollowsAnotherWithoutAPause) {
  FarSide far_side(8000, -16, -40, 1);
  far_side.press('1', 0.1).press('D', 0.1).pause(0.1);
  EXPECT_EQ(begun(heard(8000, far_side.sound())), "1D");
}

TEST(InbandTones, HearsNoKeyInNoiseOrInOneTone) {
  FarSide noise(8000, -100, -20, 1);
  noise.pause(60);
  EXPECT_EQ(begun(heard(8000, noise.sound())), "");
  std::vector<std::int16_t> hum(80'000);
  for (std::size_t i = 0; i < hum.size(); ++i) {
    hum[i] = static_cast<std::int16_t>(8000 * std::sin(0.5474 * static_cast<double>(i)));  // 697 Hz
  }
  EXPECT_EQ(begun(heard(8000, hum)), "");
}

struct Talker {
  std::string voice;
  std::string text;
};

// Each is made to say it at several speeds and pitches, until ten minutes are over.
std::vector<Talker> talkers() {
  return {
      {"en-us",
       "Good morning, this is the delivery for the third floor. I have two parcels and one letter "
       "that somebody must sign. Is anybody at home? The lift does not work, so I would rather "
       "leave everything here. Yes, I can wait for five or six minutes, but not longer. My number "
       "is seven seven three, nine oh one, four two eight. Thank you very much, see you tomorrow."},
      {"en-gb+f3",
       "Hello, it's me again. I forgot my keys on the kitchen table this morning. Could you please "
       "open the door? We were supposed to meet Eleanor at a quarter to eleven, weren't we? She "
       "sings in the choir, you know, and they rehearse every evening until half past nine."},
      {"de",
       "Guten Tag, hier ist die Feuerwehr. Wir kommen wegen der jährlichen Prüfung der Anlage. "
       "Könnten Sie uns bitte die Tür öffnen? Danke schön. Über die Treppe oder lieber mit dem "
       "Aufzug? Mein Kollege bringt gleich noch zwei Werkzeugkisten und die Unterlagen mit."},
      {"fr-fr+f2",
       "Bonjour, je viens pour la réparation de la chaudière. On m'a dit de sonner au numéro "
       "quatre. Est-ce que vous pouvez m'ouvrir, s'il vous plaît ? Il pleut énormément depuis ce "
       "matin et je n'ai pas de parapluie. Merci bien, à tout de suite."},
      {"es",
       "Buenas tardes, traigo el pedido del supermercado. Son seis bolsas y una caja de agua. "
       "¿Puede usted abrirme la puerta, por favor? El ascensor está averiado y tengo que subir "
       "todo por la escalera. Muchas gracias, es usted muy amable."},
      {"it+m3",
       "Buongiorno, sono il nuovo vicino del secondo piano. Volevo soltanto presentarmi e chiedere "
       "a che ora passa il postino. Mia sorella mi ha regalato un pianoforte, spero di non "
       "disturbare nessuno quando suono la sera."},
      {"pl", "Dzień dobry, czy zastałem pana Kowalskiego? Przyszedłem w sprawie ogłoszenia."},
      {"cmn+f4", "你好，我是新来的邻居。请问你可以帮我开门吗？今天天气很好，我们去公园吧。"},
  };
}

// Talk-off: a voice never opens the door.
TEST(InbandTones, HearsNoKeyInTenMinutesOfSpeech) {
  double seconds = 0;
  for (int round = 0; seconds < 600; ++round) {
    for (const Talker& talker : talkers()) {
      const int words_a_minute = 120 + 25 * (round % 5);
      const int pitch = 20 + 17 * (round % 4);
      const auto speech = spoken(talker.voice, words_a_minute, pitch, talker.text, 8000);
      ASSERT_GT(speech.size(), 8000U) << talker.voice;
      EXPECT_EQ(begun(heard(8000, speech)), "")
          << talker.voice << " at " << words_a_minute << " words a minute, pitch " << pitch;
      seconds += static_cast<double>(speech.size()) / 8000;
    }
  }
}

}  // namespace
}  // namespace portero::sound
