#include "io/phone/listeners.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace portero::phone {
namespace {

using base::Endpoint;

Endpoint endpoint(std::string_view text) { return base::parse_endpoint(text).value(); }
base::IpAddress address(std::string_view text) { return base::IpAddress::parse(text).value(); }

const std::vector<Endpoint> two_homes{endpoint("192.0.2.1:5060"), endpoint("0.0.0.0:5062"),
                                      endpoint("[2001:db8::1]:5060")};

TEST(Listeners, PreferTheVeryAddressThenAllAddressesThenTheFamily) {
  EXPECT_EQ(listener_for(two_homes, address("192.0.2.1")), 0U);
  EXPECT_EQ(listener_for(two_homes, address("198.51.100.1")), 1U);
  EXPECT_EQ(listener_for(two_homes, address("2001:db8::2")), 2U);
  const std::vector<Endpoint> one{endpoint("192.0.2.1:5060")};
  EXPECT_EQ(listener_for(one, address("198.51.100.1")), 0U);
  EXPECT_EQ(listener_for(one, address("2001:db8::2")), std::nullopt);
}

TEST(Listeners, AreSeenAtTheirAddressOrAtOurs) {
  const base::IpAddress own = address("198.51.100.1");
  EXPECT_EQ(as_seen_from(two_homes[0], own), endpoint("192.0.2.1:5060"));
  EXPECT_EQ(as_seen_from(two_homes[1], own), endpoint("198.51.100.1:5062"));
}

}  // namespace
}  // namespace portero::phone
