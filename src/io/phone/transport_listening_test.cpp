#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/net/raw_tcp_for_tests.hpp"
#include "io/net/without_network.hpp"
#include "io/phone/transport_for_tests.hpp"

namespace portero::phone {
namespace {

using base::Endpoint;

class TransportListeningTest : public testing::Test {
 protected:
  std::string objection(const std::vector<Endpoint>& listen) {
    const auto opened = Transport::open(loop, {listen, nullptr}, [](const TransportEvent&) {});
    return opened ? "none" : opened.error();
  }

  loop::EventLoop loop;
};

TEST_F(TransportListeningTest, TakesTheSameNumberForBoth) {
  NotingTransport here{loop, {any_port_v4, any_port_v6}};
  for (const base::IpAddress& address : {base::loopback_ipv4, base::loopback_ipv6}) {
    const Endpoint udp = here.reached_by(sip::Transport::udp, address);
    EXPECT_NE(udp.port, 0);
    EXPECT_EQ(udp, here.reached_by(sip::Transport::tcp, address));
    EXPECT_THAT(here.transport->listening(), testing::Contains(udp));
  }
}

TEST_F(TransportListeningTest, SaysWhichPortIsTakenAndWhatToDo) {
  NotingUdp udp{loop};
  EXPECT_EQ(objection({udp.socket.local()}),
            "cannot listen for SIP on " + to_string(udp.socket.local()) +
                " (UDP): the port is in use by another program; choose another address or port "
                "with --sip-listen");
  const net::RawTcp tcp = net::RawTcp::listening(1);
  EXPECT_EQ(objection({any_port_v4, tcp.local()}),
            "cannot listen for SIP on " + to_string(tcp.local()) +
                " (TCP): the port is in use by another program; choose another address or port "
                "with --sip-listen");
}

TEST_F(TransportListeningTest, SaysThatAnAddressIsNotOurs) {
  EXPECT_EQ(objection({Endpoint{*base::IpAddress::parse("203.0.113.77"), 5060}}),
            "cannot listen for SIP on 203.0.113.77:5060 (UDP): this host does not have the address;"
            " choose another address or port with --sip-listen");
}

TEST_F(TransportListeningTest, WantsOneToEightAddresses) {
  EXPECT_EQ(objection({}), "no address to listen on for SIP; name one with --sip-listen");
  EXPECT_EQ(objection(std::vector(8, any_port_v4)), "none");
  EXPECT_EQ(objection(std::vector(9, any_port_v4)),
            "more than 8 addresses to listen on for SIP; name fewer with --sip-listen");
}

// The image of a small board was built without IPv6, and the station that listened on both families
// by default did not start.
TEST_F(TransportListeningTest, PassesOverIpv6WhereThereIsNone) {
  const Endpoint all_v4{base::any_ipv4, 0};
  const Endpoint all_v6{base::any_ipv6, 0};
  const auto isolation = net::without_ipv6([&] {
    EXPECT_EQ(objection({all_v4, all_v6}), "none");
    EXPECT_EQ(objection({all_v6, all_v4}), "none");
    EXPECT_EQ(objection({all_v6}),
              "cannot listen for SIP on [::]:0 (UDP): there is no network on the way there (this "
              "host has no IPv6); choose another address or port with --sip-listen");
    EXPECT_NE(objection({all_v4, any_port_v6}), "none") << "somebody asked for just that one";
  });
  if (isolation == net::Isolation::not_permitted)
    GTEST_SKIP() << "this user may not filter system calls";
}

}  // namespace
}  // namespace portero::phone
