#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/net/deaf_endpoint_for_tests.hpp"
#include "io/phone/transport_for_tests.hpp"

namespace portero::phone {
namespace {

using namespace std::chrono_literals;
using base::Endpoint;
using sip::Hop;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;
using transport::FailureKind;

class TransportDatagramsTest : public testing::Test {
 protected:
  bool comes_true(const std::function<bool()>& condition) { return loop.run_until(condition, 5s); }
  static Hop hop_to(const Endpoint& remote) { return {sip::Transport::udp, remote}; }
  static Hop hop_to(const NotingTransport& there) {
    return hop_to(there.reached_by(sip::Transport::udp));
  }

  loop::EventLoop loop;
  const net::DeafEndpoint deaf;
};

TEST_F(TransportDatagramsTest, CarriesMessagesBothWays) {
  for (const Endpoint& any_port : {any_port_v4, any_port_v6}) {
    NotingTransport here{loop, {any_port}};
    NotingTransport there{loop, {any_port}};
    const Endpoint target = there.reached_by(sip::Transport::udp, any_port.address);
    here.transport->send(sip::invite_for_test(), hop_to(target));
    ASSERT_TRUE(comes_true([&] { return !there.messages.empty(); }));
    EXPECT_EQ(there.messages.front().message, sip::Message{sip::invite_for_test()});
    EXPECT_EQ(there.messages.front().from,
              hop_to(here.reached_by(sip::Transport::udp, any_port.address)));

    const sip::Response ringing = sip::response_for_test(sip::invite_for_test(), 180);
    there.transport->send(ringing, there.messages.front().from);
    ASSERT_TRUE(comes_true([&] { return !here.messages.empty(); }));
    EXPECT_EQ(here.messages.front().message, sip::Message{ringing});
    EXPECT_EQ(here.messages.front().from, hop_to(target));
  }
}

TEST_F(TransportDatagramsTest, CarriesThirtyKilobytes) {
  NotingTransport here{loop};
  NotingTransport there{loop};
  sip::Request large = sip::invite_for_test();
  large.body.assign(30'000, 'x');
  here.transport->send(large, hop_to(there));
  ASSERT_TRUE(comes_true([&] { return !there.messages.empty(); }));
  EXPECT_EQ(std::get<sip::Request>(there.messages.front().message).body, large.body);
}

TEST_F(TransportDatagramsTest, GivesAWayThatIsOpen) {
  NotingTransport here{loop};
  const sip::Candidate server{sip::Transport::udp, deaf.endpoint(), "pbx.example.com"};
  const auto way = here.transport->way_to(server);
  EXPECT_EQ(way, hop_to(server.server));
  EXPECT_TRUE(here.transport->is_open(*way));
}

TEST_F(TransportDatagramsTest, TellsStunFromSip) {
  NotingTransport here{loop};
  NotingTransport there{loop};
  const sip::StunBinding request{.transaction = {1, 2, 3}};
  here.transport->send_stun(hop_to(there), request);
  ASSERT_TRUE(comes_true([&] { return !there.stun.empty(); }));
  EXPECT_EQ(there.stun.front().source, here.reached_by(sip::Transport::udp));
  EXPECT_EQ(there.stun.front().binding, request);
}

TEST_F(TransportDatagramsTest, DropsInSilenceWhatNobodyWaitsFor) {
  NotingTransport here{loop};
  NotingUdp stranger{loop};
  const std::string response = to_string(sip::response_for_test(sip::invite_for_test(), 200));
  const std::string without_version = "OPTIONS sip:a@b\r\n\r\n";
  for (const std::string& text :
       {std::string{}, std::string{"\r\n\r\n"}, std::string{"hello"}, std::string(9, '\0'),
        without_version, response.substr(0, 60), std::string{"\x00\x01\x00\x09!\x12\xa4\x42", 8}})
    stranger.send(text, here.reached_by(sip::Transport::udp));
  stranger.send(to_string(sip::options_for_test()), here.reached_by(sip::Transport::udp));
  ASSERT_TRUE(comes_true([&] { return !here.messages.empty(); }));
  EXPECT_THAT(here.messages, SizeIs(1));
  loop.run_for(1ms);
  EXPECT_THAT(stranger.texts, IsEmpty());
}

TEST_F(TransportDatagramsTest, SaysWhatIsWrongWithARequest) {
  NotingTransport here{loop};
  NotingUdp stranger{loop};
  stranger.send(broken_request(), here.reached_by(sip::Transport::udp));
  ASSERT_TRUE(comes_true([&] { return !stranger.texts.empty(); }));
  EXPECT_THAT(stranger.texts, ElementsAre(StartsWith("SIP/2.0 400 From: missing\r\n")));
  EXPECT_THAT(here.messages, IsEmpty());
}

// A station with two addresses answered from the one that its route prefers, and the NAT before the
// phone, which had seen the other one, let nothing in.
TEST_F(TransportDatagramsTest, AnswersFromTheAddressThatWasAsked) {
  NotingTransport here{loop, {{base::any_ipv4, 0}}};
  NotingUdp phone{loop};
  const std::uint16_t port = here.reached_by(sip::Transport::udp).port;
  const Endpoint second{*base::IpAddress::parse("127.0.0.2"), port};
  phone.send(to_string(sip::options_for_test()), second);
  ASSERT_TRUE(comes_true([&] { return !here.messages.empty(); }));
  here.transport->send(sip::response_for_test(sip::options_for_test(), 200),
                       here.messages.front().from);
  phone.send(broken_request(), second);
  here.transport->send(sip::invite_for_test(), here.messages.front().from);
  ASSERT_TRUE(comes_true([&] { return phone.texts.size() == 3; }));
  EXPECT_THAT(phone.sources,
              testing::UnorderedElementsAre(second, second, Endpoint{base::loopback_ipv4, port}));
}

TEST_F(TransportDatagramsTest, TakesTheSocketOfTheAddressThatLeadsThere) {
  const Endpoint second{*base::IpAddress::parse("127.0.0.2"), 0};
  NotingTransport here{loop, {second, any_port_v4, any_port_v6}};
  NotingTransport there{loop};
  const Endpoint own = here.reached_by(sip::Transport::udp);
  EXPECT_EQ(own.address, base::loopback_ipv4);
  here.transport->send(sip::invite_for_test(), hop_to(there));
  ASSERT_TRUE(comes_true([&] { return !there.messages.empty(); }));
  EXPECT_EQ(there.messages.front().from, hop_to(own));
}

TEST_F(TransportDatagramsTest, TellsWhoRefused) {
  NotingTransport here{loop};
  const Hop nobody = hop_to(deaf.endpoint());
  here.transport->send(sip::invite_for_test(), nobody);
  ASSERT_TRUE(comes_true([&] { return !here.failed.empty(); }));
  EXPECT_EQ(here.failed.front().hop, nobody);
  EXPECT_EQ(here.failed.front().why.kind, FailureKind::refused);
}

TEST_F(TransportDatagramsTest, TellsLaterThatNothingLeadsThere) {
  NotingTransport here{loop};
  const Hop elsewhere = hop_to(Endpoint{base::loopback_ipv6, 5060});
  here.transport->send(sip::invite_for_test(), elsewhere);
  here.transport->ping(elsewhere);
  EXPECT_THAT(here.failed, IsEmpty());
  ASSERT_TRUE(comes_true([&] { return here.failed.size() == 2; }));
  EXPECT_EQ(here.failed.front().hop, elsewhere);
  EXPECT_EQ(here.failed.front().why.kind, FailureKind::network_unreachable);
  EXPECT_EQ(here.transport->local_towards(elsewhere).error().kind,
            FailureKind::network_unreachable);
}

TEST_F(TransportDatagramsTest, PingsWithoutWords) {
  NotingTransport here{loop};
  NotingUdp server{loop};
  here.transport->ping(hop_to(server.socket.local()));
  ASSERT_TRUE(comes_true([&] { return !server.texts.empty(); }));
  EXPECT_THAT(server.texts, ElementsAre("\r\n\r\n"));
}

TEST_F(TransportDatagramsTest, MayBeDestroyedByWhatItTells) {
  NotingTransport here{loop};
  NotingUdp phone{loop};
  const Endpoint target = here.reached_by(sip::Transport::udp);
  here.then = [&](const TransportEvent&) { here.transport.reset(); };
  here.transport->send(sip::invite_for_test(), hop_to(Endpoint{base::loopback_ipv6, 5060}));
  for (int i = 0; i < 3; ++i) phone.send(to_string(sip::options_for_test()), target);
  EXPECT_TRUE(comes_true([&] { return !here.transport; }));
  loop.run_for(1ms);
  EXPECT_EQ(here.messages.size() + here.failed.size(), 1U);
}

}  // namespace
}  // namespace portero::phone
