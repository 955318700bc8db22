// FFmpeg's decoder, that was not written by us, hears in our encoder's frames what ours hears.
#include <iostream>

#include <gtest/gtest.h>

#include "io/media/ilbc/decoder.hpp"
#include "io/media/ilbc/ffmpeg_for_tests.hpp"
#include "io/media/ilbc/speech_for_tests.hpp"

namespace portero::ilbc {
namespace {

class IlbcAndFfmpegTest : public testing::TestWithParam<Mode> {};

// FFmpeg begins with other spectra than the RFC says, so that its first frames are not compared.
constexpr std::size_t first_compared = 1200;

Samples decoded(Mode mode, const Frames& frames) {
  Decoder decoder(mode);
  Samples sound;
  for (const auto& frame : frames) {
    const auto part = decoder.decode(frame);
    sound.insert(sound.end(), part.begin(), part.end());
  }
  return sound;
}

// Measured: ours 14.0 and FFmpeg's 13.9 dB at 20 ms, 13.9 and 13.8 dB at 30 ms.
TEST_P(IlbcAndFfmpegTest, HearSpeechEquallyWell) {
  const Samples said = earlier(without_rumble(speech()), first_compared);
  const Frames& frames = encoded_speech(GetParam());
  const Samples ours = earlier(decoded(GetParam(), frames), first_compared);
  const Samples theirs = earlier(decoded_by_ffmpeg(GetParam(), frames), first_compared);
  ASSERT_EQ(ours.size(), theirs.size());
  const double our_snr = segmental_snr(said, ours);
  const double their_snr = segmental_snr(said, theirs);
  std::cout << "segmental SNR: ours " << our_snr << " dB, FFmpeg's " << their_snr
            << " dB; level: said " << level(said) << " dB, ours " << level(ours) << " dB, FFmpeg's "
            << level(theirs) << " dB\n";
  EXPECT_NEAR(our_snr, their_snr, 0.5);
  EXPECT_GT(their_snr, 13.4);
  EXPECT_NEAR(level(theirs), level(said), 1);
  EXPECT_NEAR(level(ours), level(theirs), 0.2);
}

// Measured: 34 dB, which is what FFmpeg's arithmetic with 16 bits leaves.
TEST_P(IlbcAndFfmpegTest, HearTheSame) {
  const Frames& frames = encoded_speech(GetParam());
  const Samples ours = earlier(decoded(GetParam(), frames), first_compared);
  const Samples theirs = earlier(decoded_by_ffmpeg(GetParam(), frames), first_compared);
  EXPECT_GT(segmental_snr(theirs, ours), 30);
}

INSTANTIATE_TEST_SUITE_P(Modes, IlbcAndFfmpegTest, testing::Values(Mode::ms20, Mode::ms30));

}  // namespace
}  // namespace portero::ilbc
