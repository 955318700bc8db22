#include "core/sdp/offer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sdp/described_for_tests.hpp"
#include "core/sdp/serializer.hpp"

namespace portero::sdp {
namespace {

using testing::HasSubstr;
using testing::Not;

const Identity identity{.session_id = "77", .version = 3};

std::string offered(const Preferences& preferences, const LocalMedia& local = station()) {
  return lines_of(make_offer(local, preferences, identity));
}

Preferences without_video(Preferences preferences) {
  preferences.video.clear();
  return preferences;
}

TEST(SdpOffer, OfOneCodecInTheClearIsShort) {
  EXPECT_EQ(serialize(make_offer(station(), without_video(in_the_clear("PCMA-8000")), identity)),
            "v=0\r\n"
            "o=- 77 3 IN IP4 192.0.2.1\r\n"
            "s=Portero\r\n"
            "c=IN IP4 192.0.2.1\r\n"
            "t=0 0\r\n"
            "m=audio 5004 RTP/AVP 8 101\r\n"
            "a=rtpmap:8 PCMA/8000\r\n"
            "a=rtpmap:101 telephone-event/8000\r\n"
            "a=fmtp:101 0-15\r\n"
            "a=ptime:20\r\n"
            "a=sendrecv\r\n"
            "a=rtcp-mux\r\n");
}

TEST(SdpOffer, OfAutoListsEveryCodecAndTheVideo) {
  EXPECT_EQ(offered(in_the_clear()),
            "m=audio 5004 RTP/AVP 96 9 97 98 8 0 99 102 3 101 100 104 103\n"
            "a=rtpmap:96 opus/48000/2\n"
            "a=fmtp:96 maxplaybackrate=48000;stereo=0;useinbandfec=1\n"
            "a=rtpmap:9 G722/8000\n"
            "a=rtpmap:97 speex/32000\n"
            "a=rtpmap:98 speex/16000\n"
            "a=rtpmap:8 PCMA/8000\n"
            "a=rtpmap:0 PCMU/8000\n"
            "a=rtpmap:99 speex/8000\n"
            "a=rtpmap:102 iLBC/8000\n"
            "a=fmtp:102 mode=20\n"
            "a=rtpmap:3 GSM/8000\n"
            "a=rtpmap:101 telephone-event/8000\n"
            "a=fmtp:101 0-15\n"
            "a=rtpmap:100 telephone-event/48000\n"
            "a=fmtp:100 0-15\n"
            "a=rtpmap:104 telephone-event/32000\n"
            "a=fmtp:104 0-15\n"
            "a=rtpmap:103 telephone-event/16000\n"
            "a=fmtp:103 0-15\n"
            "a=ptime:20\n"
            "a=sendrecv\n"
            "a=rtcp-mux\n"
            "m=video 5006 RTP/AVP 105 106 107\n"
            "b=AS:1000\n"
            "a=rtpmap:105 H264/90000\n"
            "a=fmtp:105 profile-level-id=42e01f;packetization-mode=1;level-asymmetry-allowed=1\n"
            "a=rtpmap:106 H264/90000\n"
            "a=fmtp:106 profile-level-id=42e01f;packetization-mode=0;level-asymmetry-allowed=1\n"
            "a=rtpmap:107 VP8/90000\n"
            "a=rtcp-fb:* nack pli\n"
            "a=rtcp-fb:* ccm fir\n"
            "a=sendonly\n"
            "a=rtcp-mux\n");
}

TEST(SdpOffer, HasNoSoundWhenItIsOff) {
  EXPECT_THAT(offered(in_the_clear("Off")), testing::StartsWith("m=video"));
}

TEST(SdpOffer, HasNoPictureWithoutACamera) {
  LocalMedia local = station();
  local.video.port = 0;
  EXPECT_THAT(offered(in_the_clear(), local), Not(HasSubstr("m=video")));
}

TEST(SdpOffer, NamesTheRtcpPortWhereItIsNotTheNext) {
  LocalMedia local = station();
  local.audio.rtcp_port = 6001;
  EXPECT_THAT(offered(in_the_clear("PCMA-8000"), local), HasSubstr("a=rtcp:6001\n"));
}

TEST(SdpOffer, OfOptionalSrtpPutsKeysIntoThePlainProfile) {
  Preferences preferences = without_video(in_the_clear("PCMA-8000"));
  preferences.srtp = SrtpPolicy::optional;
  const std::string text = offered(preferences);
  EXPECT_THAT(text, HasSubstr("m=audio 5004 RTP/AVP 8 101\n"));
  EXPECT_THAT(text, HasSubstr("a=crypto:1 AES_CM_128_HMAC_SHA1_80 "
                              "inline:oaGhoaGhoaGhoaGhoaGhoaGhoaGhoaGhoaGhoaGh\n"));
}

TEST(SdpOffer, OfRequiredSrtpUsesTheSecureProfile) {
  Preferences preferences = in_the_clear();
  preferences.srtp = SrtpPolicy::required;
  const std::string text = offered(preferences);
  EXPECT_THAT(text, HasSubstr("m=audio 5004 RTP/SAVP "));
  EXPECT_THAT(text, HasSubstr("m=video 5006 RTP/SAVP "));
  EXPECT_THAT(text, HasSubstr("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:sbGx"));
}

TEST(SdpOffer, ListsAKeyForEverySuite) {
  LocalMedia local = station();
  local.audio.crypto.clear();
  for (const SrtpSuite suite : srtp_suites) {
    const auto tag = static_cast<std::uint32_t>(local.audio.crypto.size() + 1);
    local.audio.crypto.push_back(crypto_of(tag, suite, 1));
  }
  Preferences preferences = without_video(in_the_clear("PCMA-8000"));
  preferences.srtp = SrtpPolicy::required;
  const std::string text = offered(preferences, local);
  EXPECT_THAT(text, HasSubstr("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:"));
  EXPECT_THAT(text, HasSubstr("a=crypto:2 AEAD_AES_256_GCM inline:"));
  EXPECT_THAT(text, HasSubstr("a=crypto:3 AEAD_AES_128_GCM inline:"));
  EXPECT_THAT(text, HasSubstr("a=crypto:4 AES_CM_128_HMAC_SHA1_32 inline:"));
}

TEST(SdpOffer, OfDtlsCarriesTheFingerprint) {
  Preferences preferences = without_video(in_the_clear("PCMA-8000"));
  preferences.srtp = SrtpPolicy::required;
  preferences.key_exchange = KeyExchange::dtls;
  const std::string text = offered(preferences);
  EXPECT_THAT(text, HasSubstr("m=audio 5004 UDP/TLS/RTP/SAVP 8 101\n"));
  EXPECT_THAT(text, HasSubstr("a=fingerprint:sha-256 AA:BB\na=setup:actpass\n"));
  EXPECT_THAT(text, Not(HasSubstr("a=crypto")));
}

TEST(SdpOffer, CarriesIceWhereTheCallUsesIt) {
  LocalMedia local = station();
  local.ice = IceDescription{.ufrag = "uf", .password = "pw", .options = "ice2"};
  local.audio.candidates = {*Candidate::parse("1 1 udp 2130706431 192.0.2.1 5004 typ host")};
  const Preferences preferences = without_video(in_the_clear("PCMA-8000"));
  EXPECT_THAT(offered(preferences, local), Not(HasSubstr("a=ice-")));
  Exchange current;
  current.ours = described("m=audio 5004 RTP/AVP 8\na=ice-ufrag:uf\na=ice-pwd:pw\n");
  EXPECT_THAT(lines_of(make_offer(local, preferences, identity, &current)),
              HasSubstr("a=ice-ufrag:uf\na=ice-pwd:pw\na=ice-options:ice2\n"
                        "a=candidate:1 1 udp 2130706431 192.0.2.1 5004 typ host\n"));
}

// Their offer had the picture first and a line of text that we refused: the places stay.
TEST(SdpOffer, WithinADialogKeepsTheMLinesInTheirPlaces) {
  Exchange current;
  current.ours = described(
      "a=group:BUNDLE v a\n"
      "m=video 5004 UDP/TLS/RTP/SAVPF 99\na=mid:v\na=fingerprint:sha-256 AA:BB\n"
      "m=text 0 RTP/AVP 98\n"
      "m=audio 5004 UDP/TLS/RTP/SAVPF 0\na=mid:a\na=fingerprint:sha-256 AA:BB\n");
  const Session again = make_offer(station(), Preferences{}, identity, &current);
  ASSERT_EQ(again.media.size(), 3U);
  EXPECT_EQ(again.media[0].type, "video");
  EXPECT_EQ(again.media[0].proto, "UDP/TLS/RTP/SAVPF");
  EXPECT_EQ(again.media[0].port, 5006);
  EXPECT_EQ(again.media[1].port, 0);
  EXPECT_EQ(again.media[2].type, "audio");
  EXPECT_EQ(again.media[2].port, 5006);
  EXPECT_THAT(lines_of(again), HasSubstr("a=group:BUNDLE v a\n"));
  EXPECT_THAT(lines_of(again), Not(HasSubstr("a=crypto")));
}

TEST(SdpOffer, WithinADialogPutsNewLinesLastAndClosesOldOnes) {
  Exchange current;
  current.ours = described("m=video 5006 RTP/AVP 99\n");
  Preferences preferences = without_video(in_the_clear("PCMA-8000"));
  const Session again = make_offer(station(), preferences, identity, &current);
  ASSERT_EQ(again.media.size(), 2U);
  EXPECT_EQ(again.media[0].port, 0);
  EXPECT_EQ(again.media[1].type, "audio");
}

// Their offer had a sound line that we refused before the one that we took.
TEST(SdpOffer, WithinADialogPassesOverARefusedLineOfAMediumInUse) {
  Exchange current;
  current.ours = described("m=audio 0 RTP/SAVP 8\nm=audio 5004 RTP/AVP 8\n");
  const Session again = make_offer(station(), in_the_clear("PCMA-8000"), identity, &current);
  ASSERT_EQ(again.media.size(), 3U);
  EXPECT_EQ(again.media[0].port, 0);
  EXPECT_EQ(again.media[1].port, 5004);
  EXPECT_EQ(again.media[2].type, "video");
}

// The camera was off before: its line is taken into use again, with a proto of today.
TEST(SdpOffer, WithinADialogTakesARefusedLineIntoUseAgain) {
  Exchange current;
  current.ours = described("m=audio 5004 RTP/AVP 8\nm=video 0 RTP/SAVPF 99\n");
  const Session again = make_offer(station(), in_the_clear("PCMA-8000"), identity, &current);
  ASSERT_EQ(again.media.size(), 2U);
  EXPECT_EQ(again.media[1].port, 5006);
  EXPECT_EQ(again.media[1].proto, "RTP/AVP");
}

// A call that was agreed with SRTP stays with it when the settings of today say 'off'.
TEST(SdpOffer, WithinADialogNeverFallsBackToTheClear) {
  Exchange current;
  current.ours = described("m=audio 5004 RTP/SAVP 8\na=crypto:1 x\n");
  const std::string text =
      lines_of(make_offer(station(), without_video(in_the_clear("PCMA-8000")), identity, &current));
  EXPECT_THAT(text, HasSubstr("RTP/SAVP"));
  EXPECT_THAT(text, HasSubstr("a=crypto:1 AES_CM_128_HMAC_SHA1_80"));
}

// Settings may be tightened during a call: the next offer asks for SRTP and nothing less.
TEST(SdpOffer, WithinADialogRequiresSrtpAsSoonAsTheSettingsDo) {
  Exchange current;
  current.ours = described("m=audio 5004 RTP/AVP 8\n");
  Preferences preferences = without_video(in_the_clear("PCMA-8000"));
  preferences.srtp = SrtpPolicy::required;
  EXPECT_THAT(lines_of(make_offer(station(), preferences, identity, &current)),
              HasSubstr("m=audio 5004 RTP/SAVP 8 101\n"));
}

TEST(SdpOffer, WithinADialogKeepsTheMeaningOfPayloadTypes) {
  Exchange current;
  current.theirs = described(
      "m=audio 40000 RTP/AVP 111 101\na=rtpmap:111 opus/48000/2\n"
      "a=rtpmap:101 telephone-event/48000\n");
  const std::string text = lines_of(
      make_offer(station(), without_video(in_the_clear("Opus-48000-2")), identity, &current));
  EXPECT_THAT(text, HasSubstr("m=audio 5004 RTP/AVP 111 127 101\n"));
  EXPECT_THAT(text, HasSubstr("a=rtpmap:127 telephone-event/8000\n"));
}

}  // namespace
}  // namespace portero::sdp
