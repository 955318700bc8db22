#include "io/media/sound/wav.hpp"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "io/media/sound/level.hpp"
#include "io/media/sound/wav_devices.hpp"

namespace portero::sound {
namespace {

class Wav : public testing::Test {
 protected:
  ~Wav() override { std::filesystem::remove(path_); }

  void write(int rate_hz, const std::vector<std::int16_t>& samples) {
    auto file = WavFile::create(path_, rate_hz);
    ASSERT_TRUE(file);
    ASSERT_TRUE(file->write(samples));
  }
  void write_bytes(const std::string& bytes) { std::ofstream(path_) << bytes; }

  std::string path_ = testing::TempDir() + "portero_" +
                      testing::UnitTest::GetInstance()->current_test_info()->name() + ".wav";
};

TEST_F(Wav, ReadsWhatWasWritten) {
  write(16'000, {1, -2, 3});
  const auto sound = read_wav(path_);
  ASSERT_TRUE(sound);
  EXPECT_EQ(sound->rate_hz, 16'000);
  EXPECT_THAT(sound->samples, testing::ElementsAre(1, -2, 3));
}

TEST_F(Wav, CanBePlayedWhileItIsWritten) {
  auto file = WavFile::create(path_, 8000);
  ASSERT_TRUE(file);
  ASSERT_TRUE(file->write(std::vector<std::int16_t>(8000, 7)));
  const auto sound = read_wav(path_);
  ASSERT_TRUE(sound);
  EXPECT_EQ(sound->samples.size(), 8000U);
}

TEST_F(Wav, TellsWhatIsWrongWithAFile) {
  EXPECT_THAT(read_wav("/nonexistent/door.wav").error().why, testing::HasSubstr("No such file"));
  write_bytes("hello");
  EXPECT_THAT(read_wav(path_).error().why, testing::EndsWith("is no WAV file"));
  write_bytes("RIFF....WAVEdata....");
  EXPECT_THAT(read_wav(path_).error().why, testing::EndsWith("has no sound in it"));
  EXPECT_THAT(read_wav(testing::TempDir()).error().why, testing::EndsWith("is no file"));
  EXPECT_THAT(WavFile::create("/nonexistent/door.wav", 48'000).error().why,
              testing::HasSubstr("No such file"));
}

TEST_F(Wav, TakesNoHarmFromACutFile) {
  write(48'000, {1, 2, 3, 4});
  for (std::uintmax_t size = 52; size-- > 0;) {
    std::filesystem::resize_file(path_, size);
    const auto sound = read_wav(path_);
    EXPECT_TRUE(!sound || sound->samples.size() <= 4) << size;
  }
}

TEST_F(Wav, AMicrophonePlaysTheFileAgainAndAgain) {
  std::vector<std::int16_t> samples(700);
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = static_cast<std::int16_t>(i);
  write(48'000, samples);
  auto microphone = open_wav_microphone(path_);
  ASSERT_TRUE(microphone);
  Frame frame;
  ASSERT_TRUE((*microphone)->read(frame));
  ASSERT_TRUE((*microphone)->read(frame));
  EXPECT_EQ(frame[0], 480);
  EXPECT_EQ(frame[219], 699);
  EXPECT_EQ(frame[220], 0);
}

TEST_F(Wav, AMicrophoneTakesAFileOfAnyRate) {
  write(8000, std::vector<std::int16_t>(8000, 1000));
  auto microphone = open_wav_microphone(path_);
  ASSERT_TRUE(microphone);
  Frame frame;
  for (int i = 0; i < 50; ++i) ASSERT_TRUE((*microphone)->read(frame));
  EXPECT_NEAR(frame[100], 1000, 20);
}

// A disk that is full: the event tells it, and the call goes on.
TEST(WavLoudspeaker, TellsThatItCannotWrite) {
  auto loudspeaker = open_wav_loudspeaker("/dev/full");
  bool failed = !loudspeaker;
  for (int i = 0; i < 300 && !failed; ++i) failed = !(*loudspeaker)->write(Frame{});
  EXPECT_TRUE(failed);
}

}  // namespace
}  // namespace portero::sound
