#include "io/net/udp.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/overloaded.hpp"
#include "io/net/deaf_endpoint_for_tests.hpp"
#include "io/net/without_network.hpp"

namespace portero::net {
namespace {

using namespace std::chrono_literals;
using base::Endpoint;
using testing::ElementsAre;
using transport::Failure;
using transport::FailureKind;

const Endpoint any_port_v4{base::loopback_ipv4, 0};
const Endpoint any_port_v6{base::loopback_ipv6, 0};

base::ByteView view(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

class UdpTest : public testing::Test {
 protected:
  // A socket that notes what it is told.
  struct Noting {
    Noting(loop::EventLoop& loop, const Endpoint& local)
        : socket(UdpSocket::bind(loop, local, [this](const UdpEvent& event) {
                   note(event);
                 }).value()) {}

    void note(const UdpEvent& event) {
      std::visit(base::overloaded{[this](const UdpReceived& received) {
                                    texts.emplace_back(received.bytes.begin(),
                                                       received.bytes.end());
                                    sources.push_back(received.source);
                                    locals.push_back(received.local);
                                  },
                                  [this](const UdpUndeliverable& failed) {
                                    undeliverable.push_back(failed.destination);
                                    reasons.push_back(failed.why.kind);
                                  }},
                 event);
    }

    std::vector<std::string> texts;
    std::vector<Endpoint> sources, locals, undeliverable;
    std::vector<FailureKind> reasons;
    UdpSocket socket;
  };

  bool comes_true(const std::function<bool()>& condition) { return loop.run_until(condition, 5s); }

  loop::EventLoop loop;
};

TEST_F(UdpTest, CarriesDatagramsWithBothAddresses) {
  for (const Endpoint& any_port : {any_port_v4, any_port_v6}) {
    Noting here{loop, any_port};
    Noting there{loop, any_port};
    ASSERT_NE(here.socket.local().port, 0);
    ASSERT_TRUE(here.socket.send(view("OPTIONS"), there.socket.local()));
    ASSERT_TRUE(comes_true([&] { return !there.texts.empty(); }));
    EXPECT_THAT(there.texts, ElementsAre("OPTIONS"));
    EXPECT_THAT(there.sources, ElementsAre(here.socket.local()));
    EXPECT_THAT(there.locals, ElementsAre(there.socket.local()));
  }
}

TEST_F(UdpTest, TellsWhichOfItsAddressesWasMeantAndAnswersFromThere) {
  Noting here{loop, any_port_v4};
  Noting there{loop, {base::any_ipv4, 0}};
  const Endpoint second{*base::IpAddress::parse("127.0.0.2"), there.socket.local().port};
  ASSERT_TRUE(here.socket.send(view("question"), second));
  ASSERT_TRUE(comes_true([&] { return !there.locals.empty(); }));
  EXPECT_EQ(there.locals.front(), second);
  ASSERT_TRUE(there.socket.send(view("answer"), there.sources.front(), second.address));
  ASSERT_TRUE(comes_true([&] { return !here.sources.empty(); }));
  EXPECT_EQ(here.sources.front(), second);
}

TEST_F(UdpTest, CarriesEmptyAndLargestDatagrams) {
  Noting here{loop, any_port_v4};
  Noting there{loop, any_port_v4};
  const std::string largest(UdpSocket::max_datagram_bytes, 'x');
  ASSERT_TRUE(here.socket.send({}, there.socket.local()));
  ASSERT_TRUE(here.socket.send(view(largest), there.socket.local()));
  ASSERT_TRUE(comes_true([&] { return there.texts.size() == 2; }));
  EXPECT_THAT(there.texts, ElementsAre("", largest));
}

TEST_F(UdpTest, RefusesWhatNoDatagramCanHold) {
  Noting here{loop, any_port_v4};
  const std::string more(UdpSocket::max_datagram_bytes + 1, 'x');
  EXPECT_EQ(here.socket.send(view(more), here.socket.local()),
            std::unexpected(Failure{FailureKind::too_large, ""}));
}

// A registrar's host was up but its SIP server was not: the phone that we looked at waited 32 s for
// every one of the SRV targets. ICMP tells within a millisecond, and it must tell of whom.
TEST_F(UdpTest, TellsAtOnceWhichDestinationRefused) {
  for (const Endpoint& any_port : {any_port_v4, any_port_v6}) {
    Noting here{loop, any_port};
    const DeafEndpoint deaf{any_port.address};
    const Endpoint nobody = deaf.endpoint();
    ASSERT_TRUE(here.socket.send(view("REGISTER"), nobody));
    ASSERT_TRUE(comes_true([&] { return !here.undeliverable.empty(); }));
    EXPECT_THAT(here.undeliverable, ElementsAre(nobody));
    EXPECT_THAT(here.reasons, ElementsAre(FailureKind::refused));
  }
}

// The kernel reports an ICMP error by failing the next call, whatever its destination is.
TEST_F(UdpTest, DoesNotBlameTheNextDestination) {
  Noting here{loop, any_port_v4};
  Noting there{loop, any_port_v4};
  const DeafEndpoint deaf;
  const Endpoint nobody = deaf.endpoint();
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(here.socket.send(view("lost"), nobody));
    ASSERT_TRUE(here.socket.send(view("found"), there.socket.local()));
  }
  ASSERT_TRUE(
      comes_true([&] { return there.texts.size() == 3 && here.undeliverable.size() == 3; }));
  EXPECT_THAT(here.undeliverable, ElementsAre(nobody, nobody, nobody));
  EXPECT_THAT(there.texts, ElementsAre("found", "found", "found"));
}

TEST_F(UdpTest, ReceivesEverythingOfABurstWhileErrorsCome) {
  Noting here{loop, any_port_v4};
  Noting there{loop, any_port_v4};
  const DeafEndpoint deaf;
  const Endpoint nobody = deaf.endpoint();
  const std::size_t burst = 3 * UdpSocket::max_received_at_once;
  for (std::size_t i = 0; i < burst; ++i)
    ASSERT_TRUE(there.socket.send(view("x"), here.socket.local()));
  ASSERT_TRUE(here.socket.send(view("lost"), nobody));
  EXPECT_TRUE(
      comes_true([&] { return here.texts.size() == burst && !here.undeliverable.empty(); }));
}

TEST_F(UdpTest, SaysWhyItCannotBind) {
  Noting taken{loop, any_port_v4};
  const auto ignore = [](const UdpEvent&) {};
  EXPECT_EQ(UdpSocket::bind(loop, taken.socket.local(), ignore).error().kind,
            FailureKind::address_in_use);
  const Endpoint foreign{*base::IpAddress::parse("203.0.113.77"), 0};
  EXPECT_EQ(UdpSocket::bind(loop, foreign, ignore).error().kind,
            FailureKind::address_not_available);
}

TEST_F(UdpTest, MayBeDestroyedByWhatItTells) {
  Noting here{loop, any_port_v4};
  std::optional<UdpSocket> there;
  there = UdpSocket::bind(loop, any_port_v4, [&](const UdpEvent&) { there.reset(); }).value();
  const Endpoint target = there->local();
  ASSERT_TRUE(here.socket.send(view("1"), target));
  ASSERT_TRUE(here.socket.send(view("2"), target));
  EXPECT_TRUE(comes_true([&] { return !there.has_value(); }));
}

TEST_F(UdpTest, SaysAtOnceThatThereIsNoNetwork) {
  const auto isolation = without_network([] {
    loop::EventLoop own_loop;
    auto socket = UdpSocket::bind(own_loop, {base::any_ipv4, 0}, [](const UdpEvent&) {}).value();
    const Endpoint far_away{*base::IpAddress::parse("192.0.2.1"), 5060};
    for (int i = 0; i < 100; ++i)
      EXPECT_EQ(socket.send(view("REGISTER"), far_away),
                std::unexpected(Failure{FailureKind::network_unreachable, ""}));
    EXPECT_LT(own_loop.run_for(1ms), 3U);
  });
  if (isolation == Isolation::not_permitted)
    GTEST_SKIP() << "this user may not make a network namespace";
}

}  // namespace
}  // namespace portero::net
