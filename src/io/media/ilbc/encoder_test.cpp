#include "io/media/ilbc/encoder.hpp"

#include <gmock/gmock.h>

#include "io/media/ilbc/decoder.hpp"
#include "io/media/ilbc/parameters.hpp"
#include "io/media/ilbc/speech_for_tests.hpp"

namespace portero::ilbc {
namespace {

class IlbcEncoderTest : public testing::TestWithParam<Mode> {};

Samples decoded(Mode mode, const Samples& samples) {
  Decoder decoder(mode);
  Samples sound;
  for (const auto& frame : encode(mode, samples)) {
    const auto part = decoder.decode(frame);
    sound.insert(sound.end(), part.begin(), part.end());
  }
  return sound;
}

TEST_P(IlbcEncoderTest, MakesFramesThatCanBeDecoded) {
  for (const auto& frame : encoded_speech(GetParam()))
    ASSERT_TRUE(unpack(GetParam(), frame)) << "of " << frame.size() << " bytes";
}

TEST_P(IlbcEncoderTest, OfSilenceGivesNearlySilence) {
  const Samples silence(8000);
  EXPECT_LT(level(decoded(GetParam(), silence)), 20);
}

// A square wave as loud as it can be, and the softest.
TEST_P(IlbcEncoderTest, TakesTheLoudestAndTheSoftest) {
  for (const int loudest : {32767, 1}) {
    Samples wave(8000);
    for (std::size_t i = 0; i < wave.size(); ++i)
      wave[i] = static_cast<std::int16_t>(i / 20 % 2 == 0 ? loudest : -loudest);
    const double heard = level(decoded(GetParam(), wave));
    EXPECT_LT(heard, level(wave) + (loudest == 1 ? 20 : 1)) << loudest;
    EXPECT_GT(heard, level(wave) - 4) << loudest;
  }
}

// iLBC needs no frame but the one it decodes: after a start in the middle only the filters' memory
// differs, and that fades.
TEST_P(IlbcEncoderTest, FramesStandAlone) {
  const Frames& frames = encoded_speech(GetParam());
  Decoder from_begin(GetParam());
  Decoder from_middle(GetParam());
  const std::size_t middle = frames.size() / 2;
  for (std::size_t i = 0; i < middle; ++i) (void)from_begin.decode(frames[i]);
  Samples one;
  Samples other;
  for (std::size_t i = middle; i < frames.size(); ++i) {
    const auto part = from_begin.decode(frames[i]);
    const auto same = from_middle.decode(frames[i]);
    one.insert(one.end(), part.begin(), part.end());
    other.insert(other.end(), same.begin(), same.end());
  }
  EXPECT_GT(segmental_snr(earlier(one, 1600), earlier(other, 1600)), 40);
}

INSTANTIATE_TEST_SUITE_P(Modes, IlbcEncoderTest, testing::Values(Mode::ms20, Mode::ms30));

}  // namespace
}  // namespace portero::ilbc
