#include <gtest/gtest.h>

#include "core/sip/uri.hpp"

namespace portero::sip {
namespace {

bool same(std::string_view left, std::string_view right) {
  const Uri a = parse_uri(left).value();
  const Uri b = parse_uri(right).value();
  EXPECT_EQ(equivalent(a, b), equivalent(b, a));
  return equivalent(a, b);
}

// The examples of RFC 3261 section 19.1.4.
TEST(UriComparison, FindsTheEquivalentOnesOfTheRfc) {
  EXPECT_TRUE(same("sip:%61lice@atlanta.com;transport=TCP", "sip:alice@AtLanTa.CoM;Transport=tcp"));
  EXPECT_TRUE(same("sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5"));
  EXPECT_TRUE(same("sip:carol@chicago.com;security=on", "sip:carol@chicago.com;newparam=5"));
  EXPECT_TRUE(same("sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com",
                   "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com"));
  EXPECT_TRUE(same("sip:alice@atlanta.com?subject=project%20x&priority=urgent",
                   "sip:alice@atlanta.com?priority=urgent&subject=project%20x"));
}

TEST(UriComparison, FindsTheDifferentOnesOfTheRfc) {
  EXPECT_FALSE(same("SIP:ALICE@AtLanTa.CoM;Transport=udp", "sip:alice@AtLanTa.CoM;Transport=UDP"));
  EXPECT_FALSE(same("sip:bob@biloxi.com", "sip:bob@biloxi.com:5060"));
  EXPECT_FALSE(same("sip:bob@biloxi.com", "sip:bob@biloxi.com;transport=udp"));
  EXPECT_FALSE(same("sip:bob@biloxi.com", "sip:bob@biloxi.com:6000;transport=tcp"));
  EXPECT_FALSE(same("sip:carol@chicago.com", "sip:carol@chicago.com?Subject=next%20meeting"));
  EXPECT_FALSE(same("sip:bob@phone21.boxesbybob.com", "sip:bob@192.0.2.4"));
  EXPECT_FALSE(same("sip:carol@chicago.com;security=on", "sip:carol@chicago.com;security=off"));
}

TEST(UriComparison, KeepsApartWhatOnlyLooksAlike) {
  EXPECT_FALSE(same("sip:a@h", "sips:a@h"));
  EXPECT_FALSE(same("sip:h", "sip:a@h"));
  EXPECT_FALSE(same("sip:a@h", "sip:a:@h"));
  EXPECT_FALSE(same("sip:a;b@h", "sip:a%3Bb@h"));
  EXPECT_FALSE(same("sip:a%00b@h", "sip:a@h"));
  EXPECT_FALSE(same("sip:a@h;maddr=1.2.3.4", "sip:a@h"));
  EXPECT_FALSE(same("sip:a@h;lr", "sip:a@h;lr=on"));
}

TEST(UriComparison, TakesTheFirstOfTwoParametersWithOneName) {
  EXPECT_TRUE(same("sip:a@h;x=1;x=2", "sip:a@h;x=1;x=2"));
  EXPECT_FALSE(same("sip:a@h;x=1;x=2", "sip:a@h;x=2;x=1"));
  EXPECT_TRUE(same("tel:1;x=1;x=2", "tel:1;x=1"));
}

TEST(UriComparison, ComparesTelephoneNumbersWithoutTheirPunctuation) {
  EXPECT_TRUE(same("tel:+1-201-555-0123", "tel:+1(201)5550123"));
  EXPECT_TRUE(same("tel:7042;phone-context=a;ext=1", "tel:7042;ext=1;phone-context=A"));
  EXPECT_FALSE(same("tel:7042;phone-context=a", "tel:7042"));
  EXPECT_FALSE(same("tel:7042", "tel:7043"));
}

TEST(UriComparison, ComparesOtherSchemesAsText) {
  EXPECT_TRUE(same("x:a", "x:a"));
  EXPECT_FALSE(same("x:a", "x:A"));
}

}  // namespace
}  // namespace portero::sip
