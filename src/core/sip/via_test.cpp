#include "core/sip/via.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sip/limits.hpp"

namespace portero::sip {
namespace {

using testing::Eq;
using testing::Optional;
using testing::SizeIs;

Via one(std::string_view text) { return parse_vias(text).value().at(0); }

std::string refused(std::string_view text) {
  const auto vias = parse_vias(text);
  return vias ? "accepted" : std::string{vias.error().what};
}

TEST(Via, NamesTransportHostAndBranch) {
  const Via via = one("SIP / 2.0 / udp [2001:db8::9] : 5070 ; branch = z9hG4bKa;rport");
  EXPECT_EQ(via.transport, "UDP");
  EXPECT_EQ(via.host, "2001:db8::9");
  EXPECT_THAT(via.port, Optional(5070));
  EXPECT_THAT(via.branch(), Optional(Eq("z9hG4bKa")));
  EXPECT_EQ(to_string(via), "SIP/2.0/UDP [2001:db8::9]:5070;branch=z9hG4bKa;rport");
}

TEST(Via, MayBeOneOfSeveralInAField) {
  const auto vias = parse_vias("SIP/2.0/TCP a;branch=1 , SIP/2.0/X-Y b").value();
  ASSERT_THAT(vias, SizeIs(2));
  EXPECT_EQ(vias[1].transport, "X-Y");
  EXPECT_EQ(vias[1].branch(), std::nullopt);
}

TEST(Via, TrustsABranchOnlyWhenMoreThanTheCookieIsThere) {
  EXPECT_TRUE(one("SIP/2.0/UDP a;branch=z9hG4bKx").has_rfc3261_branch());
  for (const char* text : {"SIP/2.0/UDP a", "SIP/2.0/UDP a;branch", "SIP/2.0/UDP a;branch=z",
                           "SIP/2.0/UDP a;branch=z9hG4b", "SIP/2.0/UDP a;branch=z9hG4bK",
                           "SIP/2.0/UDP a;branch=12345678"})
    EXPECT_FALSE(one(text).has_rfc3261_branch()) << text;
}

TEST(Via, SaysWhatIsWrong) {
  EXPECT_EQ(refused(""), "expected SIP/2.0");
  EXPECT_EQ(refused("SIP/3.0/UDP a"), "expected SIP/2.0");
  EXPECT_EQ(refused("SIP 2.0/UDP a"), "expected '/' after SIP");
  EXPECT_EQ(refused("SIP/2.0 UDP a"), "expected '/' after SIP/2.0");
  EXPECT_EQ(refused("SIP/2.0/ "), "expected a transport");
  EXPECT_EQ(refused("SIP/2.0/UDP[::1]"), "expected a space after the transport");
  EXPECT_EQ(refused("SIP/2.0/UDP"), "expected a space after the transport");
  EXPECT_EQ(refused("SIP/2.0/UDP 1.2.3"), "neither a host name nor an IPv4 address");
  EXPECT_EQ(refused("SIP/2.0/UDP 192.0.2.15;;,;,,"), "expected a parameter name");
  EXPECT_EQ(refused("SIP/2.0/UDP a b"), "unexpected character");
  EXPECT_EQ(refused("SIP/2.0/UDP a,"), "expected SIP/2.0");
}

TEST(Via, HasALimitedNumberOfElements) {
  std::string text = "SIP/2.0/UDP a";
  for (std::size_t i = 1; i < max_vias; ++i) text += ",SIP/2.0/UDP a";
  EXPECT_THAT(parse_vias(text).value(), SizeIs(max_vias));
  EXPECT_EQ(refused(text + ",SIP/2.0/UDP a"), "too many elements");
}

TEST(StampSource, AddsReceivedWhereTheHostDiffers) {
  Via via = one("SIP/2.0/UDP bobspc.biloxi.com:5060");
  stamp_source(via, "192.0.2.4", 9988);
  EXPECT_EQ(to_string(via), "SIP/2.0/UDP bobspc.biloxi.com:5060;received=192.0.2.4");
  via = one("SIP/2.0/UDP [2001:db8::9:1]");
  stamp_source(via, "2001:db8:0:0:0:0:9:1", 5060);
  EXPECT_EQ(to_string(via), "SIP/2.0/UDP [2001:db8::9:1]");
}

TEST(StampSource, AnswersRportWithPortAndAddress) {
  Via via = one("SIP/2.0/UDP 10.1.1.1:4540;rport;branch=z9hG4bKkjshdyff");
  stamp_source(via, "192.0.2.1", 9988);
  EXPECT_EQ(to_string(via),
            "SIP/2.0/UDP 10.1.1.1:4540;rport=9988;branch=z9hG4bKkjshdyff;received=192.0.2.1");
  EXPECT_EQ(response_target(via), (HostPort{"192.0.2.1", 9988}));
}

TEST(StampSource, DoesNotBelieveWhatTheSenderWroteThere) {
  Via via = one("SIP/2.0/UDP 192.0.2.1;received=203.0.113.9");
  stamp_source(via, "192.0.2.1", 5060);
  EXPECT_EQ(to_string(via), "SIP/2.0/UDP 192.0.2.1");
}

// Found by fuzzing: a Via with as many parameters as we read got one more, and then we could not
// read our own. It loses its last one instead.
TEST(StampSource, MakesRoomInAViaThatIsFull) {
  std::string text = "SIP/2.0/UDP a;branch=1";
  for (std::size_t i = 1; i < max_parameters; ++i) text += ";p" + std::to_string(i);
  Via via = one(text);
  stamp_source(via, "192.0.2.1", 5060);
  EXPECT_EQ(one(to_string(via)), via);
  EXPECT_EQ(response_target(via).host, "192.0.2.1");
  EXPECT_THAT(via.branch(), Optional(Eq("1")));
}

TEST(ResponseTarget, IsReceivedThenTheHost) {
  EXPECT_EQ(response_target(one("SIP/2.0/UDP a:5070")), (HostPort{"a", 5070}));
  EXPECT_EQ(response_target(one("SIP/2.0/UDP a;received=::1")), (HostPort{"::1", std::nullopt}));
  EXPECT_EQ(response_target(one("SIP/2.0/UDP a;received=[::1];rport=99")), (HostPort{"::1", 99}));
  EXPECT_EQ(response_target(one("SIP/2.0/UDP a:5070;received=1.1.1.1;maddr=203.0.113.9;rport=1")),
            (HostPort{"1.1.1.1", 1}));
  EXPECT_EQ(response_target(one("SIP/2.0/UDP a:5070;rport=99999")), (HostPort{"a", 5070}));
}

}  // namespace
}  // namespace portero::sip
