#include <gmock/gmock.h>

#include "io/phone/phone_for_tests.hpp"

namespace portero::phone {
namespace {

using namespace std::chrono_literals;
using testing::Eq;
using testing::NotNull;
using testing::Optional;
using testing::SizeIs;

using Way = std::pair<sip::Transport, base::IpAddress>;

struct PhoneOver : PhoneTest, testing::WithParamInterface<Way> {
  PhoneOver() : PhoneTest(GetParam().second) {}
};

TEST_P(PhoneOver, RegistersItsAccount) {
  const auto phone = registered(GetParam().first);
  ASSERT_THAT(server.of(sip::MethodId::register_), SizeIs(1));
  const auto& what = told<RegistrationTold>()->what;
  ASSERT_THAT(std::get_if<sip::registration::Registered>(&what), NotNull());
  const auto& [request, from] = server.requests.front();
  EXPECT_THAT(from.transport, Eq(GetParam().first));
  EXPECT_THAT(from.remote.address, Eq(own));
  const auto contacts = sip::contacts(request.headers);
  ASSERT_TRUE(contacts);
  ASSERT_THAT(contacts->list, SizeIs(1));
  EXPECT_THAT(contacts->list.front().uri.host, Eq(base::to_string(own)));
}

TEST_P(PhoneOver, SignsOff) {
  const auto phone = registered(GetParam().first);
  phone->stop();
  EXPECT_TRUE(comes([&] { return told<SignedOff>() != nullptr; }));
  const auto all = server.of(sip::MethodId::register_);
  EXPECT_THAT(sip::expires(all.back().headers), Optional(Optional(0U)));
}

TEST_P(PhoneOver, CallsAnExtensionAtItsServer) {
  const auto phone = registered(GetParam().first);
  phone->call(call_to(server.endpoint(), "201"));
  ASSERT_TRUE(comes([&] { return !server.of(sip::MethodId::invite).empty(); }));
  const sip::Request invite = server.of(sip::MethodId::invite).front();
  EXPECT_THAT(invite.uri.user, Eq("201"));
  EXPECT_THAT(sip::from(invite.headers)->uri.user, Eq("100"));
  server.answer(server.requests.size() - 1, 486);
  EXPECT_TRUE(comes([&] { return phone->sessions() == 0; }));
}

INSTANTIATE_TEST_SUITE_P(Transports, PhoneOver,
                         testing::Values(Way{sip::Transport::udp, base::loopback_ipv4},
                                         Way{sip::Transport::tcp, base::loopback_ipv4},
                                         Way{sip::Transport::udp, base::loopback_ipv6},
                                         Way{sip::Transport::tcp, base::loopback_ipv6}),
                         [](const auto& each) {
                           const bool ipv4 = each.param.second == base::loopback_ipv4;
                           return std::string{sip::name(each.param.first)} +
                                  (ipv4 ? "OverIpv4" : "OverIpv6");
                         });

// RFC 3261 section 18.1.1: an INVITE with sound, picture and credentials is larger than a datagram
// should be.
TEST_F(PhoneTest, SendsALargeRequestByTcpThoughItIsRegisteredByUdp) {
  const auto phone = registered(sip::Transport::udp);
  auto call = call_to(server.endpoint(), "201");
  call.label = std::string(1'200, 'x');
  phone->call(call);
  ASSERT_TRUE(comes([&] { return !server.of(sip::MethodId::invite).empty(); }));
  EXPECT_THAT(server.requests.back().second.transport, Eq(sip::Transport::tcp));
  EXPECT_THAT(sip::vias(server.requests.back().first.headers)->front().transport, Eq("TCP"));
}

// A server that listens for datagrams alone has always got its large ones in fragments.
TEST_F(PhoneTest, SendsALargeRequestByUdpWhereNobodyListensByTcp) {
  std::vector<std::string> datagrams;
  const auto socket =
      net::UdpSocket::bind(loop, {base::loopback_ipv4, 0}, [&](const net::UdpEvent& event) {
        if (const auto* got = std::get_if<net::UdpReceived>(&event))
          datagrams.emplace_back(got->bytes.begin(), got->bytes.end());
      });
  const auto phone = open({.transport = {.listen = {{base::loopback_ipv4, 0}}, .tls = nullptr}});
  auto call = call_to(socket->local(), "201");
  call.label = std::string(1'200, 'x');
  phone->call(call);
  ASSERT_TRUE(comes([&] { return !datagrams.empty(); }));
  EXPECT_THAT(datagrams.front(), testing::StartsWith("INVITE sip:201@"));
}

// SIP-6: without direct calls, only the server rings this phone, whoever a stranger says he is.
TEST_F(PhoneTest, RefusesACallThatNoServerSent) {
  const auto phone = registered(sip::Transport::udp);
  stranger_calls(*phone);
  ASSERT_TRUE(comes([&] { return status_told_to_stranger().has_value(); }));
  EXPECT_THAT(status_told_to_stranger(), Optional(403));
  EXPECT_THAT(told<CallComes>(), testing::IsNull());
}

// A datagram's sender can be forged: where the account uses connections, what comes as a datagram
// from the server's address is a stranger's, for a forged call would have us send picture and sound
// to wherever it says.
TEST_F(PhoneTest, RefusesADatagramFromTheServersAddressWhereTheAccountUsesTcp) {
  const auto phone = registered(sip::Transport::tcp);
  stranger_calls(*phone, base::loopback_ipv4);
  ASSERT_TRUE(comes([&] { return status_told_to_stranger().has_value(); }));
  EXPECT_THAT(status_told_to_stranger(), Optional(403));
  EXPECT_THAT(told<CallComes>(), testing::IsNull());
}

TEST_F(PhoneTest, TakesACallOfItsServer) {
  const auto phone = registered(sip::Transport::udp);
  stranger_calls(*phone, base::loopback_ipv4);
  ASSERT_TRUE(comes([&] { return told<CallComes>() != nullptr; }));
  EXPECT_TRUE(told<CallComes>()->by_server);
}

TEST_F(PhoneTest, TakesAnotherAccountWithoutListeningAnew) {
  Server other{loop, own};
  const auto phone = registered(sip::Transport::udp);
  const auto listening = phone->listening();
  news.clear();
  auto changed = settings(sip::Transport::tcp);
  changed.account->server.port = other.endpoint().port;
  changed.account->credentials.username = "101";
  phone->use(changed);
  ASSERT_TRUE(comes([&] { return told<RegistrationTold>() != nullptr; }));
  EXPECT_THAT(told<SignedOff>(), testing::IsNull());
  EXPECT_THAT(sip::expires(server.of(sip::MethodId::register_).back().headers),
              Optional(Optional(0U)));
  ASSERT_THAT(other.of(sip::MethodId::register_), SizeIs(1));
  EXPECT_THAT(sip::from(other.requests.front().first.headers)->uri.user, Eq("101"));
  EXPECT_THAT(phone->listening(), Eq(listening));
  phone->call(call_to(other.endpoint(), "201"));
  EXPECT_TRUE(comes([&] { return !other.of(sip::MethodId::invite).empty(); }));
}

TEST_F(PhoneTest, TakesAnAccountWhereItHadNone) {
  const auto phone = open({.transport = {.listen = {{own, 0}}, .tls = nullptr}});
  phone->start();
  phone->use(settings(sip::Transport::udp));
  EXPECT_TRUE(comes([&] { return told<RegistrationTold>() != nullptr; }));
}

TEST_F(PhoneTest, LeavesItsAccountForNone) {
  const auto phone = registered(sip::Transport::udp);
  phone->use({.direct_calls = true});
  EXPECT_TRUE(comes([&] { return server.of(sip::MethodId::register_).size() == 2; }));
  EXPECT_TRUE(comes([&] { return !phone->renewal(); }));
  stranger_calls(*phone);
  EXPECT_TRUE(comes([&] { return told<CallComes>() != nullptr; }));
}

// The old account's server may be gone for good: that is often why there is another.
TEST_F(PhoneTest, WaitsNotLongForTheServerThatItLeaves) {
  const auto phone = registered(sip::Transport::udp);
  server.registers = false;
  Server other{loop, own};
  news.clear();
  auto changed = settings(sip::Transport::udp);
  changed.account->server.port = other.endpoint().port;
  phone->use(changed);
  EXPECT_TRUE(comes([&] { return told<RegistrationTold>() != nullptr; }));
}

// A call of the old account would have gone on under the new one, whose server knows nothing of it.
TEST_F(PhoneTest, TakesNoCallBetweenTwoAccounts) {
  const auto phone = registered(sip::Transport::udp);
  server.registers = false;  // and so it waits for an answer to its goodbye
  Server other{loop, own};
  auto changed = settings(sip::Transport::udp);
  changed.account->server.port = other.endpoint().port;
  phone->use(changed);
  stranger_calls(*phone, base::loopback_ipv4);
  ASSERT_TRUE(comes([&] { return status_told_to_stranger().has_value(); }));
  EXPECT_THAT(status_told_to_stranger(), Optional(480));
  EXPECT_THAT(told<CallComes>(), testing::IsNull());
}

TEST_F(PhoneTest, StopsWhileItChangesItsAccount) {
  const auto phone = registered(sip::Transport::udp);
  Server other{loop, own};
  auto changed = settings(sip::Transport::udp);
  changed.account->server.port = other.endpoint().port;
  phone->use(changed);
  phone->stop();
  EXPECT_TRUE(comes([&] { return told<SignedOff>() != nullptr; }));
  EXPECT_THAT(other.requests, testing::IsEmpty());
}

TEST_F(PhoneTest, SaysWhenItRegistersAgain) {
  const auto phone = registered(sip::Transport::udp);
  const auto renewal = phone->renewal();
  ASSERT_TRUE(renewal);
  EXPECT_THAT(*renewal - loop.now(), testing::AllOf(testing::Gt(60s), testing::Lt(300s)));
}

TEST_F(PhoneTest, TellsOfADirectCallThatNobodyVouchesForItsCaller) {
  auto with_direct_calls = settings(sip::Transport::udp);
  with_direct_calls.direct_calls = true;
  const auto phone = open(with_direct_calls);
  stranger_calls(*phone);
  ASSERT_TRUE(comes([&] { return told<CallComes>() != nullptr; }));
  EXPECT_FALSE(told<CallComes>()->by_server);
  EXPECT_THAT(base::to_string(told<CallComes>()->from), Eq("127.0.0.2"));
}

TEST_F(PhoneTest, TellsWhyNothingAnswers) {
  auto nobody = settings(sip::Transport::tcp);
  {
    const Server gone{loop, base::loopback_ipv4};
    nobody.account->server.port = gone.endpoint().port;
  }
  const auto phone = open(nobody);
  phone->start();
  ASSERT_TRUE(comes([&] { return told<RegistrationTold>() != nullptr; }));
  const auto& what = told<RegistrationTold>()->what;
  const auto* const failed = std::get_if<sip::registration::Unregistered>(&what);
  ASSERT_THAT(failed, NotNull());
  EXPECT_THAT(failed->why.trouble, Eq(sip::RegistrationTrouble::refused));
}

TEST_F(PhoneTest, CannotListenWhereSomebodyElseDoes) {
  const auto first = open({.transport = {.listen = {{base::loopback_ipv4, 0}}, .tls = nullptr}});
  const auto second = Phone::open(
      loop, {.transport = {.listen = {first->listening().front()}, .tls = nullptr}}, {});
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error(), testing::HasSubstr(base::to_string(first->listening().front())));
}

}  // namespace
}  // namespace portero::phone
