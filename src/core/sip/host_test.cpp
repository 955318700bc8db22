#include "core/sip/host.hpp"

#include <gtest/gtest.h>

namespace portero::sip {
namespace {

Parsed<HostPort> parse(std::string_view text) {
  Scanner scanner{text};
  auto result = scan_host_port(scanner);
  if (result && !scanner.at_end()) return scanner.error("something follows");
  return result;
}

std::string refused(std::string_view text) {
  const auto result = parse(text);
  return result ? "accepted" : std::string{result.error().what};
}

TEST(HostPort, IsANameAnIpv4OrABracketedIpv6Address) {
  EXPECT_EQ(parse("pbx.example.com"), (HostPort{"pbx.example.com", std::nullopt}));
  EXPECT_EQ(parse("a_b.example.com.:65535"), (HostPort{"a_b.example.com.", 65535}));
  EXPECT_EQ(parse("3f2a1b9c"), (HostPort{"3f2a1b9c", std::nullopt}));
  EXPECT_EQ(parse("192.0.2.1 : 5060"), (HostPort{"192.0.2.1", 5060}));
  EXPECT_EQ(parse("[2001:db8::1]:5061"), (HostPort{"2001:db8::1", 5061}));
}

TEST(HostPort, SaysWhyItIsNone) {
  EXPECT_EQ(refused(""), "expected a host");
  EXPECT_EQ(refused("."), "neither a host name nor an IPv4 address");
  EXPECT_EQ(refused("a..b"), "neither a host name nor an IPv4 address");
  EXPECT_EQ(refused("192.0.2.256"), "neither a host name nor an IPv4 address");
  EXPECT_EQ(refused("1.2.3"), "neither a host name nor an IPv4 address");
  EXPECT_EQ(refused(std::string(254, 'a')), "neither a host name nor an IPv4 address");
  EXPECT_EQ(refused("[::1"), "expected ']'");
  EXPECT_EQ(refused("[]"), "not an IPv6 address in brackets");
  EXPECT_EQ(refused("[1.2.3.4]"), "not an IPv6 address in brackets");
  EXPECT_EQ(refused("[1::2::3]"), "not an IPv6 address in brackets");
  EXPECT_EQ(refused("h:0"), "expected a port from 1 to 65535");
  EXPECT_EQ(refused("h:"), "expected a port from 1 to 65535");
  EXPECT_EQ(refused("h:65536"), "expected a port from 1 to 65535");
  EXPECT_EQ(refused("h:99999999999999999999"), "expected a port from 1 to 65535");
}

TEST(Host, IsComparedWithoutCaseAndAddressesByValue) {
  EXPECT_TRUE(same_host("Atlanta.com", "atlanta.COM"));
  EXPECT_TRUE(same_host("2001:db8::9:1", "2001:DB8:0:0:0:0:9:01"));
  EXPECT_TRUE(same_host("192.0.2.01", "192.0.2.1"));
  EXPECT_FALSE(same_host("2001:db8::9:1", "2001:db8::9:2"));
  EXPECT_FALSE(same_host("a", "b"));
}

TEST(Host, KnowsItsKind) {
  EXPECT_EQ(host_kind("::1"), HostKind::ipv6);
  EXPECT_EQ(host_kind("127.0.0.1"), HostKind::ipv4);
  EXPECT_EQ(host_kind("localhost"), HostKind::name);
}

}  // namespace
}  // namespace portero::sip
