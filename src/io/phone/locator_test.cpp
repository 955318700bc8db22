#include "io/phone/locator.hpp"

#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/net/dns_server_for_tests.hpp"

namespace portero::phone {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using Behaviour = net::DnsServer::Behaviour;

class LocatorTest : public testing::Test {
 protected:
  std::vector<std::string> located(const sip::Target& target) {
    // Waits for longer than any test.
    net::Resolver resolver{loop, {{server.address()}, 60s, 1}};
    Locator locator{loop, resolver, [] { return sip::AddressFamilies{}; }};
    std::optional<Locator::Candidates> told;
    locator.locate(target, [&](const Locator::Candidates& candidates) { told = candidates; });
    EXPECT_TRUE(loop.run_until([&] { return told.has_value(); }, 5s));
    std::vector<std::string> servers;
    if (told && *told)
      for (const sip::Candidate& candidate : **told)
        servers.push_back(base::to_string(candidate.server));
    return servers;
  }

  const sip::Target pbx{.host = "pbx.example", .port = 5060, .transport = sip::Transport::udp};
  loop::EventLoop loop;
  net::DnsServer server{loop};
};

TEST_F(LocatorTest, FindsAddressesOfBothFamilies) {
  server.add("pbx.example", *base::IpAddress::parse("192.0.2.7"));
  server.add("pbx.example", *base::IpAddress::parse("2001:db8::7"));
  EXPECT_THAT(located(pbx), testing::UnorderedElementsAre("192.0.2.7:5060", "[2001:db8::7]:5060"));
}

// Routers that do not know IPv6 drop such questions. A station behind one waited for the answer
// until the whole search was given up, and did not register for many seconds.
TEST_F(LocatorTest, DoesWithoutAFamilyThatTheNameServerIsSilentAbout) {
  server.add("pbx.example", *base::IpAddress::parse("192.0.2.7"));
  server.behave(Behaviour::ignores_ipv6);
  EXPECT_THAT(located(pbx), ElementsAre("192.0.2.7:5060"));
}

}  // namespace
}  // namespace portero::phone
