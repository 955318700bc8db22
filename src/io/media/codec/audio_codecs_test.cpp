#include <array>
#include <cmath>
#include <numbers>
#include <random>

#include <gmock/gmock.h>

#include "io/media/codec/audio_decoder.hpp"
#include "io/media/codec/audio_encoder.hpp"

namespace portero::codec {
namespace {

constexpr double tone_hz = 1000;
constexpr double tone_dbfs = -12;

double rate_of(sdp::AudioCodec codec) { return sdp::info(codec).sampling_rate; }

// A tone of an RMS of tone_dbfs.
Samples tone(double rate, std::size_t count, std::size_t from = 0) {
  Samples samples(count);
  const double peak = 32767 * std::pow(10, tone_dbfs / 20) * std::numbers::sqrt2;
  for (std::size_t i = 0; i < count; ++i)
    samples[i] = static_cast<std::int16_t>(
        peak * std::sin(2 * std::numbers::pi * tone_hz * static_cast<double>(from + i) / rate));
  return samples;
}

// What a vowel is to a codec: the harmonics of 150 Hz, the higher the weaker.
Samples vowel(double rate, std::size_t count, std::size_t from = 0) {
  Samples samples(count);
  const double peak = 32767 * std::pow(10, tone_dbfs / 20) * std::numbers::sqrt2;
  for (std::size_t i = 0; i < count; ++i)
    for (int harmonic = 1; harmonic <= 20; ++harmonic)
      samples[i] = static_cast<std::int16_t>(samples[i] +
                                             0.75 * peak / harmonic *
                                                 std::sin(2 * std::numbers::pi * 150 * harmonic *
                                                          static_cast<double>(from + i) / rate));
  return samples;
}

double dbfs(SampleView samples) {
  double energy = 1e-9;
  for (const std::int16_t sample : samples) energy += double{1} * sample * sample;
  return 10 * std::log10(energy / static_cast<double>(samples.size())) - 20 * std::log10(32767);
}

double pitch_hz(SampleView samples, double rate) {
  std::size_t rises = 0;
  for (std::size_t i = 1; i < samples.size(); ++i) rises += samples[i - 1] < 0 && samples[i] >= 0;
  return static_cast<double>(rises) * rate / static_cast<double>(samples.size());
}

sdp::AudioAgreement agreed(sdp::AudioCodec codec, std::uint16_t packet_ms = 20) {
  sdp::AudioAgreement agreement;
  agreement.formats = {{.codec = codec, .remote_parameters = "useinbandfec=1"}};
  agreement.packet_time_ms = packet_ms;
  return agreement;
}

struct AudioCodecTest : testing::TestWithParam<sdp::AudioCodec> {
  // Two seconds of a sound, with the packets for which `lost` says so missing.
  template <class Sound, class Lost>
  Samples sent_and_heard(Sound sound, std::uint16_t packet_ms, Lost lost) {
    const auto encoder = make_encoder(agreed(GetParam(), packet_ms));
    const auto decoder = make_decoder(GetParam());
    Samples heard;
    bool missing = false;
    const std::size_t step = encoder->samples_per_packet();
    const auto packets = static_cast<std::size_t>(2 * rate_of(GetParam())) / step;
    for (std::size_t packet = 0; packet < packets; ++packet) {
      const Payload payload = encoder->encode(sound(rate_of(GetParam()), step, packet * step));
      if (missing) append(heard, decoder->recover(payload));
      missing = lost(packet);
      if (!missing) append(heard, decoder->decode(payload));
    }
    return heard;
  }
  static void append(Samples& to, const Samples& more) {
    to.insert(to.end(), more.begin(), more.end());
  }
};

TEST_P(AudioCodecTest, KeepsLevelAndPitch) {
  for (const std::uint16_t packet_ms : std::array<std::uint16_t, 2>{20, 40}) {
    const Samples heard = sent_and_heard(tone, packet_ms, [](std::size_t) { return false; });
    EXPECT_NEAR(static_cast<double>(heard.size()), 2 * rate_of(GetParam()),
                0.1 * rate_of(GetParam()));
    const SampleView settled = SampleView{heard}.subspan(heard.size() / 4);
    EXPECT_NEAR(dbfs(settled), tone_dbfs, 1.5);
    EXPECT_NEAR(pitch_hz(settled, rate_of(GetParam())), tone_hz, 20);
  }
}

TEST_P(AudioCodecTest, FillsTheGapOfALostPacket) {
  const Samples heard =
      sent_and_heard(vowel, 20, [](std::size_t packet) { return packet % 10 == 9; });
  EXPECT_NEAR(static_cast<double>(heard.size()), 2 * rate_of(GetParam()),
              0.1 * rate_of(GetParam()));
  // No 10 ms after the first half second is silent, nor louder than what was said.
  const auto step = static_cast<std::size_t>(rate_of(GetParam()) / 100);
  for (std::size_t at = heard.size() / 4; at + step <= heard.size(); at += step) {
    EXPECT_GT(dbfs(SampleView{heard}.subspan(at, step)), tone_dbfs - 12) << at;
    EXPECT_LT(dbfs(SampleView{heard}.subspan(at, step)), tone_dbfs + 6) << at;
  }
}

TEST_P(AudioCodecTest, FallsSilentWhenNothingComesAnyMore) {
  const auto encoder = make_encoder(agreed(GetParam()));
  const auto decoder = make_decoder(GetParam());
  const std::size_t step = encoder->samples_per_packet();
  for (std::size_t packet = 0; packet < 20; ++packet)
    std::ignore = decoder->decode(encoder->encode(tone(rate_of(GetParam()), step, packet * step)));
  Samples last;
  for (int lost = 0; lost < 50; ++lost) last = decoder->conceal();
  EXPECT_LT(last.empty() ? -100 : dbfs(last), tone_dbfs - 20);
}

TEST_P(AudioCodecTest, TakesAnyBytes) {
  std::mt19937 dice{7};
  const auto decoder = make_decoder(GetParam());
  for (int round = 0; round < 500; ++round) {
    Payload noise(round % 7 == 0 ? dice() % 2000 : dice() % 80);
    for (std::uint8_t& byte : noise) byte = static_cast<std::uint8_t>(dice());
    const Samples heard = decoder->decode(noise);
    EXPECT_LE(heard.size(), max_packet_ms * sdp::info(GetParam()).sampling_rate / 1000);
    std::ignore = decoder->recover(noise);
  }
}

INSTANTIATE_TEST_SUITE_P(Each, AudioCodecTest, testing::ValuesIn(sdp::every_audio_codec()),
                         [](const auto& codec) {
                           std::string name{sdp::info(codec.param).setting};
                           std::erase(name, '-');
                           return name;
                         });

TEST(AudioEncoderTest, MakesPacketsAsLongAsAgreed) {
  EXPECT_EQ(make_encoder(agreed(sdp::AudioCodec::pcma, 30))->encode(Samples(240)).size(), 240U);
  EXPECT_EQ(make_encoder(agreed(sdp::AudioCodec::g722, 20))->encode(Samples(320)).size(), 160U);
  EXPECT_EQ(make_encoder(agreed(sdp::AudioCodec::gsm, 40))->encode(Samples(320)).size(), 66U);
  auto ilbc = agreed(sdp::AudioCodec::ilbc, 60);
  EXPECT_EQ(make_encoder(ilbc)->encode(Samples(480)).size(), 100U);
  ilbc.ilbc_frame_ms = 20;
  EXPECT_EQ(make_encoder(ilbc)->encode(Samples(480)).size(), 114U);
  EXPECT_EQ(make_encoder(agreed(sdp::AudioCodec::pcmu, 9999))->samples_per_packet(), 480U);
  EXPECT_EQ(make_encoder(agreed(sdp::AudioCodec::pcmu, 0))->samples_per_packet(), 80U);
}

}  // namespace
}  // namespace portero::codec
