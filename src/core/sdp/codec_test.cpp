#include "core/sdp/codec.hpp"

#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sdp/video_codec.hpp"

namespace portero::sdp {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::Optional;

TEST(SdpCodec, AutoPrefersTheBetterSound) {
  EXPECT_EQ(names_of(*audio_choice("Auto")),
            "Opus-48000-2, G722-8000, Speex-32000, Speex-16000, PCMA-8000, PCMU-8000, Speex-8000, "
            "iLBC-8000, GSM-8000");
}

TEST(SdpCodec, ASettingAllowsOneCodecOrNoneAtAll) {
  EXPECT_THAT(audio_choice("Speex-16000"), Optional(ElementsAre(AudioCodec::speex_16000)));
  EXPECT_THAT(audio_choice("Off"), Optional(IsEmpty()));
  EXPECT_EQ(audio_choice("G729"), std::nullopt);
}

TEST(SdpCodec, RecognisesItsOwnFormats) {
  for (const AudioCodecInfo& codec : audio_codecs())
    EXPECT_THAT(audio_codec_of(to_format(codec.codec)), Optional(codec.codec)) << codec.setting;
}

TEST(SdpCodec, RecognisesNamesInAnyCaseAndRatesExactly) {
  EXPECT_THAT(audio_codec_of({110, "SPEEX", 16000}), Optional(AudioCodec::speex_16000));
  EXPECT_THAT(audio_codec_of({96, "OPUS", 48000}), Optional(AudioCodec::opus));
  EXPECT_THAT(audio_codec_of({9, "G722", 16000}), Optional(AudioCodec::g722));
  EXPECT_EQ(audio_codec_of({96, "opus", 16000, 2}), std::nullopt);
  EXPECT_EQ(audio_codec_of({96, "PCMU", 16000}), std::nullopt);
  EXPECT_EQ(audio_codec_of({96, "L16", 48000, 2}), std::nullopt);
  EXPECT_EQ(audio_codec_of({0, "PCMU", 8000, 2}), std::nullopt);
}

TEST(SdpCodec, OffersNoPayloadTypeTwice) {
  std::multiset<int> used;
  const auto all = *audio_choice("Auto");
  for (const AudioCodec codec : all) used.insert(to_format(codec).payload_type);
  for (const auto& event : telephone_events_for(all)) used.insert(event.payload_type);
  for (const auto& video : video_formats_to_offer(video_codecs)) used.insert(video.payload_type);
  EXPECT_EQ(used.size(), std::set<int>(used.begin(), used.end()).size());
}

TEST(SdpCodec, OffersTelephoneEventsOnEveryClockInUse) {
  const auto clocks = [](std::string_view setting) {
    std::vector<std::uint32_t> rates;
    for (const auto& event : telephone_events_for(*audio_choice(setting)))
      rates.push_back(event.clock_rate);
    return rates;
  };
  EXPECT_THAT(clocks("PCMU-8000"), ElementsAre(8000));
  EXPECT_THAT(clocks("G722-8000"), ElementsAre(8000));
  EXPECT_THAT(clocks("Opus-48000-2"), ElementsAre(8000, 48000));
  EXPECT_THAT(clocks("Speex-16000"), ElementsAre(8000, 16000));
  EXPECT_THAT(clocks("Auto"), ElementsAre(8000, 48000, 32000, 16000));
  EXPECT_THAT(telephone_events_for(*audio_choice("Auto")),
              Each(Field(&PayloadFormat::parameters, "0-15")));
}

TEST(SdpCodec, BothSidesOfIlbcUseTheLongerFrame) {
  EXPECT_EQ(ilbc_frame_ms("mode=20", "mode=20"), 20);
  EXPECT_EQ(ilbc_frame_ms("mode=20", "mode=30"), 30);
  EXPECT_EQ(ilbc_frame_ms("mode=30", "mode=20"), 30);
  EXPECT_EQ(ilbc_frame_ms("mode=20", ""), 30);
}

TEST(SdpCodec, ReadsWhatAReceiverOfOpusAsks) {
  EXPECT_EQ(opus_limits(""), OpusLimits{});
  EXPECT_EQ(
      opus_limits("minptime=10;useinbandfec=1; maxplaybackrate=16000;maxaveragebitrate=24000"),
      (OpusLimits{true, 16000, 24000}));
  EXPECT_EQ(opus_limits("maxplaybackrate=1;maxaveragebitrate=1"), (OpusLimits{false, 8000, 6000}));
}

}  // namespace
}  // namespace portero::sdp
