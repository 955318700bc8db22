#include "io/media/sound/inband_tones.hpp"

#include <cmath>

#include <gmock/gmock.h>

#include "io/media/sound/speech_for_tests.hpp"
#include "io/media/sound/tones_for_tests.hpp"

namespace portero::sound {
namespace {

// A tone's power is twice that of one sine; noise is 20 dB below it.
TEST(InbandTones, FindsEachKeyOf40MillisecondsIn20DecibelsOfNoise) {
  for (const double dbfs : {-9.0, -16.0, -24.0, -32.0}) {
    for (unsigned seed = 1; seed <= 5; ++seed) {
      FarSide far_side(8000, dbfs, dbfs - 20, seed);
      far_side.pause(0.1 + 0.0013 * seed);
      for (const char key : tone_keys) far_side.press(key, 0.04).pause(0.04);
      EXPECT_EQ(keys_begun(tones_heard(8000, far_side.sound())), tone_keys)
          << dbfs << " dBFS, seed " << seed;
    }
  }
}

TEST(InbandTones, FindsThemAtTheStationsOwnRate) {
  for (unsigned seed = 1; seed <= 3; ++seed) {
    FarSide far_side(48'000, -16, -36, seed);
    far_side.pause(0.1);
    for (const char key : tone_keys) far_side.press(key, 0.04).pause(0.04);
    EXPECT_EQ(keys_begun(tones_heard(48'000, far_side.sound())), tone_keys) << "seed " << seed;
  }
}

TEST(InbandTones, TellsAtLeastOnceASecondThatAToneGoesOn) {
  FarSide far_side(8000, -16, -50, 1);
  far_side.pause(0.1).press('0', 2.7).pause(0.5);
  const auto tones = tones_heard(8000, far_side.sound());
  const dtmf::InbandTone goes_on{.key = dtmf::key_zero, .goes_on = true};
  EXPECT_THAT(tones, testing::ElementsAre(dtmf::InbandTone{.key = dtmf::key_zero}, goes_on, goes_on,
                                          goes_on, goes_on, goes_on));
}

TEST(InbandTones, TellsTheSameKeyTwiceWhenItWasLetGo) {
  FarSide far_side(8000, -16, -40, 1);
  far_side.press('5', 0.1).pause(0.1).press('5', 0.1).pause(0.1);
  EXPECT_EQ(keys_begun(tones_heard(8000, far_side.sound())), "55");
}

TEST(InbandTones, AKeyFollowsAnotherWithoutAPause) {
  FarSide far_side(8000, -16, -40, 1);
  far_side.press('1', 0.1).press('D', 0.1).pause(0.1);
  EXPECT_EQ(keys_begun(tones_heard(8000, far_side.sound())), "1D");
}

TEST(InbandTones, HearsNoKeyInNoiseOrInOneTone) {
  FarSide noise(8000, -100, -20, 1);
  noise.pause(60);
  EXPECT_EQ(keys_begun(tones_heard(8000, noise.sound())), "");
  std::vector<std::int16_t> hum(80'000);
  for (std::size_t i = 0; i < hum.size(); ++i) {
    hum[i] = static_cast<std::int16_t>(8000 * std::sin(0.5474 * static_cast<double>(i)));  // 697 Hz
  }
  EXPECT_EQ(keys_begun(tones_heard(8000, hum)), "");
}

// Talk-off: a voice never opens the door.
TEST(InbandTones, HearsNoKeyInTenMinutesOfSpeech) {
  double seconds = 0;
  for (int round = 0; seconds < 600; ++round) {
    for (const Talker& talker : talkers()) {
      const auto [words_a_minute, pitch] = manner_of(round);
      const auto speech = spoken(talker.voice, words_a_minute, pitch, talker.text, 8000);
      ASSERT_GT(speech.size(), 8000U) << talker.voice;
      EXPECT_EQ(keys_begun(tones_heard(8000, speech)), "")
          << talker.voice << " at " << words_a_minute << " words a minute, pitch " << pitch;
      seconds += static_cast<double>(speech.size()) / 8000;
    }
  }
}

}  // namespace
}  // namespace portero::sound
