#include "core/sdp/rtp_attributes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sdp/described_for_tests.hpp"
#include "core/sdp/fingerprint.hpp"
#include "core/sdp/ice.hpp"

namespace portero::sdp {
namespace {

using testing::Eq;
using testing::Optional;

// Reads a value and writes it again.
template <class Typed>
std::string rewritten(std::string_view value) {
  const auto typed = Typed::parse(value);
  return typed ? typed->text() : "refused";
}

TEST(SdpAttributes, AreWrittenAsTheyWereRead) {
  EXPECT_EQ(rewritten<Rtpmap>("96 opus/48000/2"), "96 opus/48000/2");
  EXPECT_EQ(rewritten<Rtpmap>("0 PCMU/8000/1"), "0 PCMU/8000");
  EXPECT_EQ(rewritten<Fmtp>("97 mode=20; x=y"), "97 mode=20; x=y");
  EXPECT_EQ(rewritten<RtcpFeedback>("* ccm fir"), "* ccm fir");
  EXPECT_EQ(rewritten<RtcpFeedback>("99 nack pli"), "99 nack pli");
  EXPECT_EQ(rewritten<Rtcp>("5005"), "5005");
  EXPECT_EQ(rewritten<Rtcp>("5005 IN IP6 2001:db8::1"), "5005 IN IP6 2001:db8::1");
  EXPECT_EQ(rewritten<Group>("BUNDLE a b"), "BUNDLE a b");
  EXPECT_EQ(rewritten<Group>("BUNDLE"), "BUNDLE");
  EXPECT_EQ(rewritten<Ssrc>("4294967295 cname:x y"), "4294967295 cname:x y");
  EXPECT_EQ(rewritten<Extmap>("4/sendonly urn:x a=1"), "4/sendonly urn:x a=1");
  EXPECT_EQ(rewritten<Extmap>("4 urn:x"), "4 urn:x");
  EXPECT_EQ(rewritten<Msid>("stream track"), "stream track");
  EXPECT_EQ(
      rewritten<Candidate>("1 1 udp 2130706431 192.0.2.9 5004 typ srflx raddr 10.0.0.1 rport 9"),
      "1 1 udp 2130706431 192.0.2.9 5004 typ srflx raddr 10.0.0.1 rport 9");
  EXPECT_EQ(rewritten<Fingerprint>("SHA-256 ab:01"), "sha-256 AB:01");
}

TEST(SdpAttributes, RefuseWhatIsNotOfTheirForm) {
  for (const auto* value : {"", "128 a/1", "96", "96 opus", "96 opus/x", "96 /8000", "x a/1"})
    EXPECT_EQ(rewritten<Rtpmap>(value), "refused") << value;
  EXPECT_EQ(rewritten<Fmtp>("200 a=b"), "refused");
  EXPECT_EQ(rewritten<RtcpFeedback>("? nack"), "refused");
  EXPECT_EQ(rewritten<RtcpFeedback>("96"), "refused");
  EXPECT_EQ(rewritten<Rtcp>("65536"), "refused");
  EXPECT_EQ(rewritten<Group>(""), "refused");
  EXPECT_EQ(rewritten<Ssrc>("4294967296 x"), "refused");
  EXPECT_EQ(rewritten<Extmap>("x urn:x"), "refused");
  EXPECT_EQ(rewritten<Msid>(""), "refused");
  EXPECT_EQ(rewritten<Candidate>("1 1 udp 1 192.0.2.9 5004 type host"), "refused");
  for (const auto* value : {"sha-256", "sha-256 AB:", "sha-256 A", "sha-256 AB-01", "sha-256 GG"})
    EXPECT_EQ(rewritten<Fingerprint>(value), "refused") << value;
}

TEST(SdpAttributes, FindsAParameterWhateverItsCaseAndBlanks) {
  EXPECT_THAT(find_parameter("Mode=20;vbr=on", "mode"), Optional(Eq("20")));
  EXPECT_THAT(find_parameter("x=1 ; VBR = off", "vbr"), Optional(Eq("off")));
  EXPECT_THAT(find_parameter("0-15", "0-15"), Optional(Eq("")));
  EXPECT_EQ(find_parameter("mode=20", "mod"), std::nullopt);
}

TEST(SdpAttributes, ReadThePacketTime) {
  const Session session = described("m=audio 9 RTP/AVP 0\na=ptime:30\na=maxptime:60.5\n");
  EXPECT_THAT(packet_time_ms(session.media[0]), Optional(30));
  EXPECT_THAT(packet_time_ms(session.media[0], "maxptime"), Optional(60));
}

}  // namespace
}  // namespace portero::sdp
