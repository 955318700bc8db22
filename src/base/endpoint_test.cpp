#include "base/endpoint.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::base {
namespace {

using testing::Optional;

TEST(Endpoint, IsReadAndWritten) {
  for (const char* text : {"192.0.2.1:5060", "[2001:db8::1]:5061", "[::]:0", "0.0.0.0:65535"}) {
    const auto endpoint = parse_endpoint(text);
    ASSERT_TRUE(endpoint) << text;
    EXPECT_EQ(to_string(*endpoint), text);
  }
  EXPECT_THAT(parse_endpoint("127.0.0.1:53"), Optional(Endpoint{loopback_ipv4, 53}));
}

TEST(Endpoint, NeedsBracketsAroundIpv6OnlyAndAPort) {
  for (const char* wrong :
       {"", "192.0.2.1", "192.0.2.1:", "192.0.2.1:65536", "192.0.2.1:-1", "::1", "::1:5060",
        "[192.0.2.1]:5060", "[::1]", "[::1:5060", "pbx:5060", "[]:1"})
    EXPECT_EQ(parse_endpoint(wrong), std::nullopt) << wrong;
}

}  // namespace
}  // namespace portero::base
