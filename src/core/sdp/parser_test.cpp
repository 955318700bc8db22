#include "core/sdp/parser.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sdp/limits.hpp"
#include "core/sdp/serializer.hpp"

namespace portero::sdp {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Optional;

constexpr std::string_view head = "v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nt=0 0\r\n";

std::string error_of(std::string_view text) {
  const auto session = parse_session(text);
  return session ? "no error" : to_text(session.error());
}

std::string repeated(std::string_view line, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += line;
  return text;
}

TEST(SdpParser, ReadsEveryLineThatWeActOn) {
  const auto session = parse_session(
      "v=0\r\n"
      "o=alice 2890844526 2890844527 IN IP4 host.example\r\n"
      "s=Door\r\n"
      "c=IN IP4 192.0.2.9\r\n"
      "b=CT:2000\r\n"
      "t=0 0\r\n"
      "a=sendonly\r\n"
      "m=audio 49170/2 RTP/AVP 0 96\r\n"
      "c=IN IP6 2001:db8::9\r\n"
      "b=AS:64\r\n"
      "a=rtpmap:96 opus/48000/2\r\n"
      "m=video 0 RTP/SAVPF 99\r\n");
  ASSERT_TRUE(session);
  EXPECT_EQ(session->origin,
            (Origin{"alice",
                    "2890844526",
                    "2890844527",
                    {.network = "IN", .address_type = "IP4", .address = "host.example"}}));
  EXPECT_EQ(session->name, "Door");
  EXPECT_THAT(session->connection, Optional(connection_to("192.0.2.9")));
  EXPECT_THAT(session->bandwidths, ElementsAre(Bandwidth{"CT", 2000}));
  EXPECT_THAT(session->times, ElementsAre("0 0"));
  EXPECT_THAT(session->attributes, ElementsAre(Attribute{"sendonly", ""}));
  ASSERT_EQ(session->media.size(), 2U);
  const Media& audio = session->media[0];
  EXPECT_EQ(audio.type, "audio");
  EXPECT_EQ(audio.port, 49170);
  EXPECT_EQ(audio.port_count, 2);
  EXPECT_EQ(audio.proto, "RTP/AVP");
  EXPECT_THAT(audio.formats, ElementsAre("0", "96"));
  EXPECT_THAT(audio.connection, Optional(connection_to("2001:db8::9")));
  EXPECT_THAT(audio.bandwidths, ElementsAre(Bandwidth{"AS", 64}));
  EXPECT_THAT(audio.attributes, ElementsAre(Attribute{"rtpmap", "96 opus/48000/2"}));
  EXPECT_EQ(session->media[1].proto, "RTP/SAVPF");
}

TEST(SdpParser, TakesLinesThatEndInLfOnlyAndALastOneWithoutEnd) {
  const auto session = parse_session("v=0\no=- 1 1 IN IP4 h\ns=-\nt=0 0\nm=audio 9 RTP/AVP 0");
  ASSERT_TRUE(session);
  EXPECT_THAT(session->media[0].formats, ElementsAre("0"));
}

TEST(SdpParser, PassesOverLinesThatItDoesNotKnow) {
  const auto session = parse_session(std::string{head} +
                                     "i=info\r\nk=clear:x\r\ny=0100000001\r\nf=v/2/4\r\n\r\n"
                                     "b=nonsense\r\na=\r\na=:value\r\n");
  ASSERT_TRUE(session);
  EXPECT_THAT(session->attributes, IsEmpty());
  EXPECT_THAT(session->bandwidths, IsEmpty());
}

TEST(SdpParser, SuppliesTheNameAndTheTimeThatSomePhonesForget) {
  const auto session = parse_session("v=0\r\no=- 1 1 IN IP4 h\r\ns= \r\n");
  ASSERT_TRUE(session);
  EXPECT_EQ(session->name, "-");
  EXPECT_THAT(session->times, ElementsAre("0 0"));
}

TEST(SdpParser, SaysWhichLineIsWrongAndWhy) {
  EXPECT_EQ(error_of(""), "the v= line is missing");
  EXPECT_EQ(error_of("v=0\r\n"), "the o= line is missing");
  EXPECT_EQ(error_of("o=- 1 1 IN IP4 h\r\n"), "line 1: a session description begins with v=0");
  EXPECT_EQ(error_of("v=7\r\n"), "line 1: version '7' is not known, only 0 is");
  EXPECT_EQ(error_of("v=0\r\no=- 1 1 IN\r\n"),
            "line 2: o= needs user, id, version, network, address type and address");
  const std::string text{head};
  EXPECT_EQ(error_of(text + "hello\r\n"), "line 5: this is not of the form x=value");
  EXPECT_EQ(error_of(text + "c=IN 192.0.2.1\r\n"),
            "line 5: c= needs network, address type and address");
  EXPECT_EQ(error_of(text + "m=audio 70000 RTP/AVP 0\r\n"),
            "line 5: the port 70000 is not one of 0 to 65535");
  EXPECT_EQ(error_of(text + "\r\nm=audio -1 RTP/AVP 0\r\n"),
            "line 6: the port -1 is not one of 0 to 65535");
  EXPECT_EQ(error_of(text + "m=audio 1/x RTP/AVP 0\r\n"),
            "line 5: the number of ports x is not one of 0 to 65535");
  EXPECT_EQ(error_of(text + "m=audio\r\n"), "line 5: m= needs media, port, proto and formats");
  EXPECT_EQ(error_of(text + "a=x:1\r2\r\n"), "line 5: a control character stands in the line");
  EXPECT_EQ(error_of(text + std::string{"a=x:\0", 5}),
            "line 5: a control character stands in the line");
}

// Story: an INVITE whose m= line listed formats that are no tokens crashed another user agent. Here
// they are words like any others, kept, and nobody's payload type.
TEST(SdpParser, KeepsFormatsThatAreNoTokens) {
  const auto session =
      parse_session(std::string{head} + "m=audio 9 RTP/AVP ()<>@ \xFF\x01 0,8 \"\n");
  ASSERT_TRUE(session);
  EXPECT_THAT(session->media[0].formats, ElementsAre("()<>@", "\xFF\x01", "0,8", "\""));
}

TEST(SdpParser, TakesAnMLineWithoutFormats) {
  const auto session = parse_session(std::string{head} + "m=audio 0 RTP/AVP\r\n");
  ASSERT_TRUE(session);
  EXPECT_THAT(session->media[0].formats, IsEmpty());
}

// Story: 10,000 m= lines in one INVITE took another user agent seconds and hundreds of megabytes.
// Here the 33rd ends the reading.
TEST(SdpParser, StopsAtTheFirstMLineTooMany) {
  const std::string text{head};
  EXPECT_TRUE(parse_session(text + repeated("m=audio 9 RTP/AVP 0\n", max_media)));
  EXPECT_EQ(error_of(text + repeated("m=a 1 b\n", 8000)), "line 37: more than 32 m= lines");
  EXPECT_EQ(error_of(text + repeated("m=a 1 b\n", 10000)),
            "the description is longer than 65536 bytes");
}

TEST(SdpParser, BoundsAttributesAndFormats) {
  const std::string text{head};
  EXPECT_TRUE(parse_session(text + repeated("a=x\n", max_attributes)));
  EXPECT_THAT(error_of(text + repeated("a=x\n", max_attributes + 1)), HasSubstr("a= lines"));
  EXPECT_TRUE(parse_session(text + "m=audio 9 RTP/AVP" + repeated(" 0", max_formats)));
  EXPECT_THAT(error_of(text + "m=audio 9 RTP/AVP" + repeated(" 0", max_formats + 1)),
              HasSubstr("formats"));
}

TEST(SdpSerializer, WritesTheTextThatWasRead) {
  const std::string text =
      "v=0\r\n"
      "o=- 1 2 IN IP6 2001:db8::1\r\n"
      "s=Front door\r\n"
      "c=IN IP6 2001:db8::1\r\n"
      "b=AS:1200\r\n"
      "t=0 0\r\n"
      "a=group:BUNDLE 0 1\r\n"
      "a=x-unknown:kept as it is\r\n"
      "m=audio 5004 RTP/AVP 0 101\r\n"
      "a=rtcp-mux\r\n"
      "m=video 5006/2 RTP/AVP 99\r\n"
      "c=IN IP4 192.0.2.1\r\n"
      "b=TIAS:1000000\r\n"
      "a=recvonly\r\n";
  const auto session = parse_session(text);
  ASSERT_TRUE(session);
  EXPECT_EQ(serialize(*session), text);
}

}  // namespace
}  // namespace portero::sdp
