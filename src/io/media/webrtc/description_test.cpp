#include "io/media/webrtc/description.hpp"

#include <gmock/gmock.h>

#include "io/media/webrtc/limits.hpp"

namespace portero::webrtc {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const std::string digest =
    "CD:C0:9B:08:6A:C4:F0:EC:47:27:FD:21:12:FF:C6:A0:CB:39:0E:53:50:E1:ED:B2:80:F5:D8:10:2C:66:9B:"
    "35";

const std::string head =
    "v=0\r\no=- 7 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1 2\r\n"
    "a=extmap-allow-mixed\r\na=msid-semantic: WMS\r\n";

const std::string transport =
    "c=IN IP4 0.0.0.0\r\na=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\n"
    "a=fingerprint:sha-256 " +
    digest + "\r\na=setup:actpass\r\na=rtcp-mux\r\n";

const std::string audio =
    "m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0\r\n" + transport +
    "a=mid:0\r\na=sendrecv\r\na=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level\r\n"
    "a=candidate:1 1 udp 2113937151 192.0.2.7 40012 typ host generation 0\r\n"
    "a=candidate:2 1 udp 2113937151 0a1b.local 40012 typ host\r\n"
    "a=rtpmap:111 opus/48000/2\r\na=rtcp-fb:111 transport-cc\r\n"
    "a=fmtp:111 minptime=10;useinbandfec=1\r\na=rtpmap:63 red/48000/2\r\na=fmtp:63 111/111\r\n"
    "a=rtpmap:9 G722/8000\r\na=rtpmap:0 PCMU/8000\r\na=ssrc:42 cname:x\r\n";

const std::string video =
    "m=video 9 UDP/TLS/RTP/SAVPF 96 97 103 104 108 109\r\n" + transport +
    "a=mid:1\r\na=recvonly\r\n"
    "a=extmap:3 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time\r\n"
    "a=extmap:4 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01\r\n"
    "a=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 goog-remb\r\na=rtcp-fb:96 transport-cc\r\n"
    "a=rtcp-fb:96 ccm fir\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\n"
    "a=rtpmap:97 rtx/90000\r\na=fmtp:97 apt=96\r\n"
    "a=rtpmap:103 H264/90000\r\n"
    "a=fmtp:103 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42e01f\r\n"
    "a=rtpmap:104 rtx/90000\r\na=fmtp:104 apt=103\r\n"
    "a=rtpmap:108 H264/90000\r\na=rtcp-fb:108 nack pli\r\n"
    "a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f\r\n"
    "a=rtpmap:109 rtx/90000\r\na=fmtp:109 apt=108\r\n";

const std::string channel = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n" + transport +
                            "a=mid:2\r\na=sctp-port:5000\r\na=max-message-size:262144\r\n";

const Taken all{.video = {sdp::VideoCodec::h264, sdp::VideoCodec::vp8}, .sound = true};

std::string changed(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::string error_of(const std::string& offer) { return read_offer(offer, all).error(); }

TEST(Description, TakesTheBestCodecOfAnOffer) {
  const auto theirs = read_offer(head + audio + video + channel, all);
  ASSERT_TRUE(theirs) << theirs.error();
  ASSERT_TRUE(theirs->picture);
  EXPECT_EQ(theirs->picture->codec, sdp::VideoCodec::h264);
  EXPECT_EQ(theirs->picture->stream.line, 1U);
  EXPECT_EQ(theirs->picture->stream.payload_type, 108);
  EXPECT_EQ(theirs->picture->stream.feedback_id, 4);
  EXPECT_THAT(theirs->picture->stream.parameters, HasSubstr("packetization-mode=1"));
  EXPECT_EQ(theirs->sound, (AgreedStream{.line = 0, .payload_type = 111}));
  EXPECT_TRUE(theirs->channel);
  EXPECT_EQ(net::to_string(theirs->certificate), digest);
}

// RFC 4588 section 8.1.
TEST(Description, ReadsAsWhatLostPacketsComeAgain) {
  const auto theirs = read_offer(head + audio + video + channel, all);
  ASSERT_TRUE(theirs && theirs->picture);
  EXPECT_EQ(theirs->picture->stream.repetition_payload_type, 109);
  const auto without = read_offer(
      head + audio + changed(video, "a=fmtp:109 apt=108\r\n", "a=fmtp:109 apt=96\r\n") + channel,
      all);
  ASSERT_TRUE(without && without->picture);
  EXPECT_EQ(without->picture->stream.repetition_payload_type, std::nullopt);
}

TEST(Description, ReadsAsWhichSourceLostPacketsComeAgain) {
  const std::string ours = head + video + "a=ssrc-group:FID 71 4000000000\r\n";
  EXPECT_EQ(repetition_ssrc(ours, 71), 4'000'000'000U);
  EXPECT_EQ(repetition_ssrc(ours, 7), std::nullopt);
  EXPECT_EQ(repetition_ssrc(head + video + "a=ssrc-group:FID 71 x\r\n", 71), std::nullopt);
  EXPECT_EQ(repetition_ssrc("no description", 71), std::nullopt);
}

TEST(Description, SendsNoSoundToWhoDoesNotReceiveIt) {
  const auto theirs =
      read_offer(head + changed(audio, "a=sendrecv", "a=sendonly") + video + channel, all);
  ASSERT_TRUE(theirs && theirs->sound);
  EXPECT_FALSE(theirs->sound->to_them);
  EXPECT_TRUE(read_offer(head + audio + video + channel, all)->sound->to_them);
}

TEST(Description, TakesTheCodecThatIsAllowed) {
  const auto theirs =
      read_offer(head + audio + video + channel, {.video = {sdp::VideoCodec::vp8}, .sound = true});
  ASSERT_TRUE(theirs && theirs->picture);
  EXPECT_EQ(theirs->picture->codec, sdp::VideoCodec::vp8);
  EXPECT_EQ(theirs->picture->stream.payload_type, 96);
}

TEST(Description, LeavesOutWhatIsNotTaken) {
  const std::string narrow = read_offer(head + audio + video + channel, all)->sdp;
  EXPECT_THAT(narrow, HasSubstr("m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"));
  EXPECT_THAT(narrow, HasSubstr("m=video 9 UDP/TLS/RTP/SAVPF 108 109\r\n"));
  EXPECT_THAT(narrow, HasSubstr("a=fmtp:109 apt=108\r\n"));
  EXPECT_THAT(narrow, HasSubstr("a=rtcp-fb:108 nack pli\r\n"));
  for (const char* const gone : {"VP8", "G722", "goog-remb", "abs-send-time", "candidate"})
    EXPECT_THAT(narrow, Not(HasSubstr(gone)));
}

// webrtcbin took lines for open both ways of which the session's part says otherwise.
TEST(Description, SaysOfEachLineWhichWayItIsOpen) {
  const auto theirs = read_offer(changed(head, "a=msid-semantic", "a=recvonly\r\na=msid-semantic") +
                                     changed(audio, "a=sendrecv\r\n", "") +
                                     changed(video, "a=recvonly\r\n", "") + channel,
                                 all);
  ASSERT_TRUE(theirs) << theirs.error();
  EXPECT_TRUE(theirs->picture && theirs->sound);
  const std::size_t sound_ends = theirs->sdp.find("m=video");
  EXPECT_THAT(theirs->sdp.substr(0, sound_ends), HasSubstr("a=recvonly\r\n"));
  EXPECT_THAT(theirs->sdp.substr(sound_ends), HasSubstr("a=recvonly\r\n"));
}

TEST(Description, KeepsCandidatesThatAreAddresses) {
  const auto theirs = read_offer(head + audio + video + channel, all);
  ASSERT_TRUE(theirs);
  EXPECT_THAT(theirs->candidates,
              ElementsAre(RemoteCandidate{
                  .line = 0,
                  .candidate = "candidate:1 1 udp 2113937151 192.0.2.7 40012 typ host "
                               "generation 0"}));
}

TEST(Description, SilencesLinesThatNothingCanBeSentTo) {
  const auto theirs =
      read_offer(head + audio + changed(video, "recvonly", "sendonly") + channel, all);
  ASSERT_TRUE(theirs) << theirs.error();
  EXPECT_FALSE(theirs->picture);
  EXPECT_THAT(theirs->sdp, HasSubstr("a=inactive\r\n"));
  EXPECT_THAT(theirs->sdp, Not(HasSubstr("a=sendonly\r\n")));
}

TEST(Description, SaysWhyAnOfferCannotBe) {
  EXPECT_EQ(error_of(head), "there is no m= line");
  EXPECT_EQ(error_of(changed(head, "a=group:BUNDLE 0 1 2\r\n", "") + audio),
            "the lines are not bundled");
  EXPECT_EQ(error_of(head + changed(audio, "a=ice-pwd", "a=x")),
            "ICE has no user fragment or password");
  EXPECT_EQ(error_of(head + changed(audio, "sha-256", "sha-1")),
            "there is no SHA-256 fingerprint of a certificate");
  EXPECT_EQ(error_of(head + changed(audio, digest, "AB:CD")),
            "there is no SHA-256 fingerprint of a certificate");
  EXPECT_EQ(error_of(head + audio + video + changed(video, "mid:1", "mid:2")),
            "there are two video lines");
  EXPECT_EQ(error_of(head + audio + changed(audio, "mid:0", "mid:1")), "there are two audio lines");
  EXPECT_EQ(error_of(head + audio + changed(video, "a=mid:1", "a=mid:9")),
            "line 1 has no part in the bundle");
  EXPECT_EQ(error_of(head + audio), "the bundle names a line that is not there");
  EXPECT_EQ(error_of(head + audio + changed(video, "m=video 9", "m=video 0")),
            "line 1 has no part in the bundle");
  EXPECT_EQ(error_of(head + audio + changed(video, "a=mid:1", "a=mid:0")),
            "line 0 has no part in the bundle");
  EXPECT_EQ(error_of(head + audio + changed(channel, "webrtc-datachannel", "5000")),
            "only audio, video and data channels are spoken here");
  EXPECT_EQ(error_of(head + channel), "neither our picture nor our sound can be received");
  EXPECT_THAT(error_of("v=0\r\nm=\r\n"), HasSubstr("line 2"));
}

TEST(Description, AnAnswerHasTheLinesOfItsOffer) {
  const std::string offer = head + audio + video + channel;
  EXPECT_TRUE(read_answer(offer, offer));
  EXPECT_EQ(read_answer(head + audio + video, offer).error(),
            "the answer has other m= lines than the offer");
  EXPECT_EQ(read_answer(head + video + audio + channel, offer).error(),
            "the answer has other m= lines than the offer");
  EXPECT_EQ(read_answer(changed(offer, " 63 ", " 64 "), offer).error(),
            "the answer has a format that was not offered");
}

TEST(Description, CandidatesAreAddressesOfTheOneComponent) {
  EXPECT_EQ(usable_candidate("candidate:1 1 UDP 7 2001:db8::7 9 typ srflx raddr :: rport 0"),
            "candidate:1 1 UDP 7 2001:db8::7 9 typ srflx raddr :: rport 0");
  EXPECT_EQ(usable_candidate("1 1 udp 7 192.0.2.7 9 typ host"),
            "candidate:1 1 udp 7 192.0.2.7 9 typ host");
  for (const char* const useless :
       {"", "candidate:", "candidate:1 2 udp 7 192.0.2.7 9 typ host",
        "candidate:1 1 udp 7 name.local 9 typ host", "candidate:1 1 sctp 7 192.0.2.7 9 typ host",
        "candidate:1 1 udp 7 192.0.2.7 9 typ guess", "candidate:1 1 udp 7 192.0.2.7",
        "candidate:1 1 udp 7 192.0.2.7 9 typ host\r\na=mid:1"})
    EXPECT_EQ(usable_candidate(useless), std::nullopt) << useless;
}

// As long as may be, and longer once it was written anew, it was refused when it came again.
TEST(Description, TakesACandidateOfTheGreatestLengthTwice) {
  std::string longest = "1 1 udp 7 192.0.2.7 9 typ host generation ";
  longest.resize(max_candidate_bytes, '0');
  const auto usable = usable_candidate(longest);
  ASSERT_TRUE(usable);
  EXPECT_EQ(usable_candidate(*usable), usable);
  EXPECT_EQ(usable_candidate(longest + '0'), std::nullopt);
}

}  // namespace
}  // namespace portero::webrtc
