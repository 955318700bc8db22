#include "base/ip_address.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::base {
namespace {

using testing::ElementsAre;

std::vector<int> bytes_of(std::string_view text) {
  const auto address = IpAddress::parse(text);
  if (!address) return {};
  return {address->bytes().begin(), address->bytes().end()};
}

std::string normal(std::string_view text) {
  const auto address = IpAddress::parse(text);
  return address ? to_string(*address) : "none";
}

TEST(IpAddress, OfVersion4IsFourNumbersUpTo255) {
  EXPECT_THAT(bytes_of("10.0.255.1"), ElementsAre(10, 0, 255, 1));
  for (const char* wrong : {"", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1..2.3", "1.2.3.", "1.2.3.x",
                            "0001.2.3.4", "-1.2.3.4", " 1.2.3.4"})
    EXPECT_EQ(normal(wrong), "none") << wrong;
}

TEST(IpAddress, OfVersion6IsReadInAllItsForms) {
  EXPECT_THAT(bytes_of("1:2:3:4:5:6:7:8"),
              ElementsAre(0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8));
  EXPECT_THAT(bytes_of("::"), ElementsAre(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
  EXPECT_THAT(bytes_of("fe80::a"),
              ElementsAre(0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10));
  EXPECT_THAT(bytes_of("::ffff:192.0.2.1"),
              ElementsAre(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 192, 0, 2, 1));
  for (const char* wrong :
       {":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "g::", "12345::",
        "1:2:3:4:5:6:7:8::", "1.2.3.4::", "::1:", ":1::", "fe80::1%eth0", "[::1]"})
    EXPECT_EQ(normal(wrong), "none") << wrong;
}

// RFC 5952 sections 4 and 5.
TEST(IpAddress, IsWrittenInItsOneNormalForm) {
  EXPECT_EQ(normal("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(normal("2001:0DB8:0:0:0:0:9:01"), "2001:db8::9:1");
  EXPECT_EQ(normal("2001:db8:0:1:1:1:1:1"), "2001:db8:0:1:1:1:1:1");
  EXPECT_EQ(normal("2001:0:0:1:0:0:0:1"), "2001:0:0:1::1");
  EXPECT_EQ(normal("2001:db8:0:0:1:0:0:1"), "2001:db8::1:0:0:1");
  EXPECT_EQ(normal("::"), "::");
  EXPECT_EQ(normal("::1"), "::1");
  EXPECT_EQ(normal("1::"), "1::");
  EXPECT_EQ(normal("::ffff:c000:201"), "::ffff:192.0.2.1");
}

TEST(IpAddress, KnowsLoopbackAndAny) {
  EXPECT_TRUE(IpAddress::parse("127.0.0.53")->is_loopback());
  EXPECT_TRUE(loopback_ipv6.is_loopback());
  EXPECT_FALSE(IpAddress::parse("192.0.2.1")->is_loopback());
  EXPECT_TRUE(any_ipv4.is_any());
  EXPECT_TRUE(any_ipv6.is_any());
  EXPECT_FALSE(loopback_ipv4.is_any());
  EXPECT_NE(any_ipv4, any_ipv6);
}

}  // namespace
}  // namespace portero::base
