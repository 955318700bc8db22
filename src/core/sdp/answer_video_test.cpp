#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sdp/answer.hpp"
#include "core/sdp/described_for_tests.hpp"

namespace portero::sdp {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::Optional;

const Identity identity{.session_id = "77", .version = 1};

Answer answer_to(std::string_view offer, Preferences preferences = in_the_clear()) {
  auto answer = make_answer(described(offer), station(), preferences, identity);
  if (!answer) {
    ADD_FAILURE() << "refused: " << answer.error().text;
    return {};
  }
  return *std::move(answer);
}

TEST(SdpVideoAnswer, SendsTheBestFormatThatThePhoneTakes) {
  const Answer answer = answer_to(
      "m=audio 40000 RTP/AVP 8\n"
      "m=video 40002 RTP/AVPF 98 99 100\n"
      "b=AS:640\n"
      "a=rtpmap:98 VP8/90000\n"
      "a=rtpmap:99 H264/90000\n"
      "a=fmtp:99 profile-level-id=42800d\n"
      "a=rtpmap:100 H264/90000\n"
      "a=fmtp:100 profile-level-id=42801F;packetization-mode=1\n"
      "a=rtcp-fb:* ccm fir\n"
      "a=rtcp-fb:100 nack pli\n"
      "a=rtcp-fb:100 nack\n");
  EXPECT_THAT(lines_of(answer.session),
              HasSubstr("m=video 5006 RTP/AVPF 100\n"
                        "b=AS:1000\n"
                        "a=rtpmap:100 H264/90000\n"
                        "a=fmtp:100 profile-level-id=42801f;packetization-mode=1;"
                        "level-asymmetry-allowed=1\n"
                        "a=rtcp-fb:100 ccm fir\n"
                        "a=rtcp-fb:100 nack pli\n"
                        "a=sendonly\n"));
  const VideoAgreement& video = answer.agreement.video.value();
  EXPECT_EQ(video.line, 1U);
  EXPECT_EQ(video.format, (VideoFormat{VideoCodec::h264, {0x42, 0x80, 0x1F, 1}}));
  EXPECT_EQ(video.payload_type, 100);
  EXPECT_THAT(video.feedback, ElementsAre("ccm fir", "nack pli"));
  EXPECT_THAT(video.max_kbps, Optional(640U));
  EXPECT_EQ(video.direction, Direction::sendonly);
  EXPECT_TRUE(video.transport.feedback);
  EXPECT_EQ(video.transport.remote_port, 40002);
}

TEST(SdpVideoAnswer, SendsVp8WhereThePhoneKnowsNoOther) {
  const Answer answer =
      answer_to("m=video 9 RTP/AVP 100 34\na=rtpmap:100 VP8/90000\na=recvonly\nb=TIAS:512000\n");
  EXPECT_EQ(answer.agreement.audio, std::nullopt);
  EXPECT_EQ(answer.agreement.video->format.codec, VideoCodec::vp8);
  EXPECT_THAT(answer.agreement.video->max_kbps, Optional(512U));
  EXPECT_THAT(lines_of(answer.session), HasSubstr("a=rtpmap:100 VP8/90000\na=sendonly\n"));
}

TEST(SdpVideoAnswer, IsOneWayOnly) {
  const auto answered = [](std::string_view attribute) {
    return answer_to("m=video 9 RTP/AVP 100\na=rtpmap:100 VP8/90000\na=" + std::string{attribute} +
                     "\n")
        .agreement.video->direction;
  };
  EXPECT_EQ(answered("sendrecv"), Direction::sendonly);
  EXPECT_EQ(answered("recvonly"), Direction::sendonly);
  EXPECT_EQ(answered("sendonly"), Direction::inactive);
  EXPECT_EQ(answered("inactive"), Direction::inactive);
}

TEST(SdpVideoAnswer, IsNoWhereVideoIsOffOrCannotBe) {
  Preferences off = in_the_clear();
  off.video.clear();
  const std::string sound = "m=audio 9 RTP/AVP 8\n";
  for (const Answer& answer :
       {answer_to(sound + "m=video 9 RTP/AVP 100\na=rtpmap:100 VP8/90000\n", off),
        answer_to(sound + "m=video 9 RTP/AVP 34\n"),
        answer_to(sound + "m=video 9 RTP/SAVP 100\na=rtpmap:100 VP8/90000\n"),
        answer_to(sound + "m=video 9 QUIC 100\na=rtpmap:100 VP8/90000\n")}) {
    EXPECT_THAT(lines_of(answer.session), HasSubstr("m=video 0 "));
    EXPECT_EQ(answer.agreement.video, std::nullopt);
    EXPECT_NE(answer.agreement.audio, std::nullopt);
  }
}

TEST(SdpBundleAnswer, PutsBothStreamsOnOnePort) {
  const Answer answer = answer_to(
      "a=group:BUNDLE a v d\n"
      "m=audio 40000 RTP/AVP 8\na=mid:a\na=rtcp-mux\n"
      "m=video 0 RTP/AVP 100\na=rtpmap:100 VP8/90000\na=mid:v\na=rtcp-mux\na=bundle-only\n"
      "m=application 40000 UDP/DTLS/SCTP webrtc-datachannel\na=mid:d\n");
  const std::string text = lines_of(answer.session);
  EXPECT_THAT(text, HasSubstr("a=group:BUNDLE a v\n"));
  EXPECT_THAT(text, HasSubstr("m=audio 5004 RTP/AVP 8\na=mid:a\n"));
  EXPECT_THAT(text, HasSubstr("m=video 5004 RTP/AVP 100\n"));
  EXPECT_THAT(text, HasSubstr("m=application 0 UDP/DTLS/SCTP webrtc-datachannel\na=mid:d\n"));
  const Transport& video = answer.agreement.video->transport;
  EXPECT_TRUE(video.bundled);
  EXPECT_EQ(video.mid, "v");
  EXPECT_EQ(video.remote_port, 40000);
  EXPECT_FALSE(answer.agreement.audio->transport.bundled);
}

TEST(SdpBundleAnswer, KeepsStreamsApartWhereBundlesAreNotWanted) {
  const std::string offer =
      "a=group:BUNDLE a v\n"
      "m=audio 40000 RTP/AVP 8\na=mid:a\na=rtcp-mux\n"
      "m=video 40002 RTP/AVP 100\na=rtpmap:100 VP8/90000\na=mid:v\na=rtcp-mux\n";
  Preferences apart = in_the_clear();
  apart.bundle = false;
  const Answer answer = answer_to(offer, apart);
  EXPECT_THAT(lines_of(answer.session), Not(HasSubstr("BUNDLE")));
  EXPECT_THAT(lines_of(answer.session), HasSubstr("m=video 5006 "));
  EXPECT_EQ(answer.agreement.video->transport.remote_port, 40002);
}

// A line that lives only within a bundle cannot live where its first line was refused.
TEST(SdpBundleAnswer, RefusesABundleOnlyLineThatIsLeftAlone) {
  const Answer answer = answer_to(
      "a=group:BUNDLE a v\n"
      "m=audio 40000 RTP/AVP 8\na=mid:a\n"
      "m=video 0 RTP/AVP 100\na=rtpmap:100 VP8/90000\na=mid:v\na=rtcp-mux\na=bundle-only\n");
  EXPECT_THAT(lines_of(answer.session), HasSubstr("m=video 0 "));
  EXPECT_EQ(answer.agreement.video, std::nullopt);
}

}  // namespace
}  // namespace portero::sdp
