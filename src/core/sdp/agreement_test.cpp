#include "core/sdp/agreement.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sdp/described_for_tests.hpp"
#include "core/sdp/offer.hpp"

namespace portero::sdp {
namespace {

using testing::ElementsAre;
using testing::Optional;
using testing::VariantWith;

constexpr auto cm_80 = SrtpSuite::aes_cm_128_hmac_sha1_80;

// What we agree on when the phone answers our offer like this.
std::expected<Agreement, Rejection> answered(std::string_view answer,
                                             const Preferences& preferences = in_the_clear()) {
  const Session offer = make_offer(station(), preferences, {.session_id = "7", .version = 1});
  return agree(offer, described(answer), Offerer::us);
}

AudioAgreement audio_of(std::string_view answer, const Preferences& preferences = in_the_clear()) {
  const auto agreement = answered(answer, preferences);
  if (agreement && agreement->audio) return *agreement->audio;
  ADD_FAILURE() << "no audio agreed";
  return {};
}

Preferences with_srtp(SrtpPolicy policy, KeyExchange key_exchange = KeyExchange::sdes) {
  Preferences preferences = in_the_clear();
  preferences.srtp = policy;
  preferences.key_exchange = key_exchange;
  return preferences;
}

TEST(SdpAgreement, SendsWhatTheAnswerNamesFirstAndUnderstandsAllOfIt) {
  const AudioAgreement audio = audio_of(
      "m=audio 40000 RTP/AVP 8 0 18 101\na=ptime:40\n"
      "a=rtpmap:101 telephone-event/8000\n");
  EXPECT_THAT(audio.formats, ElementsAre(AudioFormat{AudioCodec::pcma, 8, 8},
                                         AudioFormat{AudioCodec::pcmu, 0, 0}));
  EXPECT_THAT(audio.telephone_events, ElementsAre(TelephoneEvent{101, 101, 8000}));
  EXPECT_EQ(audio.packet_time_ms, 40);
  EXPECT_THAT(audio.why, testing::StartsWith("The other side chose PCMA-8000 from our offer of "));
}

// RFC 3264 section 5.1: the numbers of each side hold for what is sent to it.
TEST(SdpAgreement, KeepsTheirPayloadTypesApartFromOurs) {
  const AudioAgreement audio = audio_of(
      "m=audio 40000 RTP/AVP 120 121\n"
      "a=rtpmap:120 opus/48000/2\na=fmtp:120 useinbandfec=1\n"
      "a=rtpmap:121 telephone-event/48000\n");
  EXPECT_THAT(audio.formats, ElementsAre(AudioFormat{AudioCodec::opus, 120, 96, "useinbandfec=1"}));
  EXPECT_THAT(audio.telephone_events, ElementsAre(TelephoneEvent{121, 100, 48000}));
}

TEST(SdpAgreement, OfIlbcTakesTheLongerFrame) {
  const auto frame = [](std::string_view fmtp) {
    return audio_of("m=audio 9 RTP/AVP 102\na=rtpmap:102 iLBC/8000\n" + std::string{fmtp})
        .ilbc_frame_ms;
  };
  EXPECT_THAT(frame("a=fmtp:102 mode=20\n"), Optional(20));
  EXPECT_THAT(frame("a=fmtp:102 mode=30\n"), Optional(30));
  EXPECT_THAT(frame(""), Optional(30));
}

TEST(SdpAgreement, FindsRtcpWhereTheAnswerPutsIt) {
  const auto transport = [](std::string_view lines) {
    return audio_of("m=audio 40000 RTP/AVP 8\n" + std::string{lines}).transport;
  };
  EXPECT_EQ(transport("").remote_rtcp_port, 40001);
  EXPECT_EQ(transport("a=rtcp-mux\n").remote_rtcp_port, 40000);
  const Transport apart = transport("a=rtcp:50000 IN IP4 192.0.2.10\n");
  EXPECT_EQ(apart.remote_rtcp_port, 50000);
  EXPECT_EQ(apart.remote_rtcp_address, "192.0.2.10");
  EXPECT_EQ(apart.remote_address, "192.0.2.9");
}

TEST(SdpAgreement, IsOnHoldWhenTheAnswerTakesNothing) {
  EXPECT_TRUE(is_on_hold(*answered("m=audio 9 RTP/AVP 8\na=inactive\n")));
  EXPECT_TRUE(is_on_hold(*answered("m=audio 9 RTP/AVP 8\na=sendonly\n")));
  EXPECT_TRUE(is_on_hold(*answered("m=audio 9 RTP/AVP 8\nc=IN IP4 0.0.0.0\n")));
  EXPECT_FALSE(is_on_hold(*answered("m=audio 9 RTP/AVP 8\na=recvonly\n")));
  EXPECT_EQ(audio_of("m=audio 9 RTP/AVP 8\na=sendonly\n").direction, Direction::recvonly);
}

TEST(SdpAgreement, SendsThePictureThatThePhoneAnswered) {
  const auto agreement = answered(
      "m=audio 9 RTP/AVP 8\n"
      "m=video 40002 RTP/AVP 106\nb=AS:512\n"
      "a=rtpmap:106 H264/90000\na=fmtp:106 profile-level-id=42e00d\n"
      "a=rtcp-fb:* nack pli\na=recvonly\n");
  ASSERT_TRUE(agreement && agreement->video);
  EXPECT_EQ(agreement->video->payload_type, 106);
  EXPECT_EQ(agreement->video->format.h264, (H264{0x42, 0xE0, 0x0D, 0}));
  EXPECT_THAT(agreement->video->feedback, ElementsAre("nack pli"));
  EXPECT_THAT(agreement->video->max_kbps, Optional(512U));
  EXPECT_EQ(agreement->video->direction, Direction::sendonly);
}

TEST(SdpAgreement, GoesOnWithoutAPictureThatCannotBe) {
  for (const auto* video :
       {"m=video 0 RTP/AVP 105\n", "m=video 9 RTP/AVP 34\n", "", "m=text 9 RTP/AVP 98\n"}) {
    const auto agreement = answered("m=audio 9 RTP/AVP 8\n" + std::string{video});
    ASSERT_TRUE(agreement) << video;
    EXPECT_EQ(agreement->video, std::nullopt) << video;
  }
}

TEST(SdpAgreement, FailsWhereNothingIsLeft) {
  for (const auto* answer : {"", "m=audio 0 RTP/AVP 8\nm=video 0 RTP/AVP 105\n"}) {
    const auto agreement = answered(answer);
    ASSERT_FALSE(agreement) << answer;
    EXPECT_EQ(agreement.error().text, "Neither sound nor picture was agreed");
  }
}

TEST(SdpAgreement, FailsWhereTheAnswerNamesACodecThatWeDidNotOffer) {
  const auto agreement = answered("m=audio 9 RTP/AVP 18\n", in_the_clear("PCMU-8000"));
  ASSERT_FALSE(agreement);
  EXPECT_EQ(agreement.error().text,
            "No common audio codec: G729/8000 was answered to an offer of PCMU/8000, "
            "telephone-event/8000");
}

TEST(SdpAgreement, OfOptionalSrtpIsWhatTheAnswerMakesOfIt) {
  const Preferences optional = with_srtp(SrtpPolicy::optional);
  EXPECT_THAT(audio_of("m=audio 9 RTP/AVP 8\n", optional).transport.protection,
              VariantWith<PlainRtp>(PlainRtp{}));
  const std::string secured =
      "m=audio 9 RTP/AVP 8\na=crypto:" + crypto_of(1, cm_80, 0xC1).text() + "\n";
  EXPECT_THAT(audio_of(secured, optional).transport.protection,
              VariantWith<SdesSrtp>(SdesSrtp{cm_80, crypto_of(1, cm_80, 0xA1).key_and_salt,
                                             crypto_of(1, cm_80, 0xC1).key_and_salt}));
}

// Plain sound sent to a phone that expects SRTP would be noise there.
TEST(SdpAgreement, FailsWhereKeysDoNotMeet) {
  const std::string other_tag = "a=crypto:" + crypto_of(2, cm_80, 1).text() + "\n";
  EXPECT_FALSE(answered("m=audio 9 RTP/AVP 8\n" + other_tag, with_srtp(SrtpPolicy::optional)));
  EXPECT_FALSE(answered("m=audio 9 RTP/SAVP 8\n" + other_tag, with_srtp(SrtpPolicy::required)));
  EXPECT_FALSE(answered("m=audio 9 RTP/SAVP 8\n", with_srtp(SrtpPolicy::required)));
  EXPECT_FALSE(answered("m=audio 9 RTP/AVP 8\n", with_srtp(SrtpPolicy::required)));
  EXPECT_FALSE(
      answered("m=audio 9 RTP/AVP 8\na=crypto:1 X inline:\n", with_srtp(SrtpPolicy::optional)));
}

TEST(SdpAgreement, OfDtlsTakesTheRoleThatTheAnswerLeaves) {
  const auto protection = [](std::string_view setup) {
    return audio_of("m=audio 9 UDP/TLS/RTP/SAVP 8\na=fingerprint:sha-256 cc:dd\na=setup:" +
                        std::string{setup} + "\n",
                    with_srtp(SrtpPolicy::required, KeyExchange::dtls))
        .transport.protection;
  };
  const std::vector<Fingerprint> theirs{{"sha-256", "CC:DD"}};
  const Fingerprint ours{"sha-256", "AA:BB"};
  EXPECT_THAT(protection("active"),
              VariantWith<DtlsSrtp>(DtlsSrtp{DtlsRole::server, theirs, ours}));
  EXPECT_THAT(protection("passive"),
              VariantWith<DtlsSrtp>(DtlsSrtp{DtlsRole::client, theirs, ours}));
}

TEST(SdpAgreement, KnowsWhichCertificateOfOursTheyKnow) {
  const auto by_dtls = with_srtp(SrtpPolicy::required, KeyExchange::dtls);
  const auto encrypted = answered(
      "m=audio 9 UDP/TLS/RTP/SAVP 8\na=fingerprint:sha-256 cc:dd\na=setup:active\n", by_dtls);
  ASSERT_TRUE(encrypted) << encrypted.error().text;
  EXPECT_THAT(our_certificate(*encrypted), Optional(Fingerprint{"sha-256", "AA:BB"}));
  EXPECT_EQ(our_certificate(*answered("m=audio 9 RTP/AVP 8\n")), std::nullopt);
}

TEST(SdpAgreement, UsesIceOnlyWhereBothSpeakIt) {
  const std::string answer = "m=audio 9 RTP/AVP 8\na=ice-ufrag:u\na=ice-pwd:p\n";
  EXPECT_EQ(audio_of(answer).transport.remote_ice, std::nullopt);
  const Session ours = described("m=audio 5004 RTP/AVP 8\na=ice-ufrag:our\na=ice-pwd:secret\n");
  const auto agreement = agree(ours, described(answer), Offerer::us);
  EXPECT_EQ(agreement.value().audio->transport.remote_ice->ufrag, "u");
}

}  // namespace
}  // namespace portero::sdp
