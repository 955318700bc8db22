#include "io/media/sound/speech_for_tests.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

#include <gtest/gtest.h>

#include "io/media/sound/resampler.hpp"
#include "io/media/sound/wav.hpp"

namespace portero::sound {

std::vector<std::int16_t> spoken(const std::string& voice, int words_a_minute, int pitch,
                                 const std::string& text, int rate_hz) {
  const std::string base = testing::TempDir() + "portero_speech_" + std::to_string(getpid());
  std::ofstream(base + ".txt") << text;
  const std::string command = "espeak-ng -v " + voice + " -s " + std::to_string(words_a_minute) +
                              " -p " + std::to_string(pitch) + " -f " + base + ".txt -w " + base +
                              ".wav";
  const bool spoke = std::system(command.c_str()) == 0;
  const auto sound = read_wav(base + ".wav");
  std::filesystem::remove(base + ".txt");
  std::filesystem::remove(base + ".wav");
  EXPECT_TRUE(spoke && sound) << "espeak-ng is needed: packaging/debian-packages.txt";
  std::vector<std::int16_t> samples;
  if (sound) Resampler(sound->rate_hz, rate_hz).convert(sound->samples, samples);
  return samples;
}

}  // namespace portero::sound
