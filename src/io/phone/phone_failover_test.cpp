// A call along the servers that DNS names (RFC 3263 section 4.3): the next one where the first
// refuses, is full or says nothing.
#include <gmock/gmock.h>

#include "io/net/deaf_endpoint_for_tests.hpp"
#include "io/net/dns_server_for_tests.hpp"
#include "io/phone/phone_for_tests.hpp"

namespace portero::phone {
namespace {

using testing::Eq;
using testing::SizeIs;

// Two servers of one name, the first to be asked first.
struct PhoneFailoverTest : PhoneTest {
  std::unique_ptr<Phone> phone_knowing(const base::Endpoint& one, const base::Endpoint& two) {
    for (const char* const service : {"_sip._udp.pbx.example", "_sip._tcp.pbx.example"}) {
      names.add(service, dns::Srv{.priority = 1, .port = one.port, .target = "one.example"});
      names.add(service, dns::Srv{.priority = 2, .port = two.port, .target = "two.example"});
    }
    names.add("one.example", one.address);
    names.add("two.example", two.address);
    return open({.transport = {.listen = {{own, 0}}, .tls = nullptr},
                 .dns = {.servers = {names.address()}}});
  }
  void call(Phone& phone, const std::string& transport) {
    auto call = call_to(server.endpoint(), "201");
    call.target = *sip::parse_uri("sip:201@pbx.example;transport=" + transport);
    // Small enough for a datagram.
    call.preferences = {.audio = {sdp::AudioCodec::pcmu}, .video = {}};
    phone.call(call);
  }
  bool arrives(const Server& at) {
    return comes([&] { return !at.of(sip::MethodId::invite).empty(); });
  }
  const sip::SessionEnded* end_of_call() const {
    for (const News& one : news)
      if (const auto* from = std::get_if<sip::FromSession>(&one))
        if (const auto* ended = std::get_if<sip::SessionEnded>(&from->action)) return ended;
    return nullptr;
  }

  // For people, where a call came to no second server.
  std::string outcome() const {
    const auto* const ended = end_of_call();
    if (ended == nullptr) return "the call goes on";
    return "the call ended, status " + std::to_string(ended->status) + ": " + ended->words;
  }

  net::DnsServer names{loop};
  Server first{loop, own};
  net::DeafEndpoint gone;
};

TEST_F(PhoneFailoverTest, CallsTheNextServerWhereTheFirstRefusesTheConnection) {
  const auto phone = phone_knowing(gone.endpoint(), server.endpoint());
  call(*phone, "tcp");
  EXPECT_TRUE(arrives(server)) << outcome();
}

// The first call to a name came to nothing while the name server was down: it had never been asked.
// Whoever is going to be called is looked up before (SIP-9).
TEST_F(PhoneFailoverTest, CallsWhoWasForeseenThoughTheNameServerIsDead) {
  const auto phone = phone_knowing(server.endpoint(), server.endpoint());
  auto desk = call_to(server.endpoint(), "201");
  desk.target.host = "one.example";
  phone->foresee(desk.target);
  ASSERT_TRUE(comes([&] { return names.queries() > 0; }));
  names.behave(net::DnsServer::Behaviour::is_silent);
  phone->call(desk);
  EXPECT_TRUE(arrives(server)) << outcome();
}

TEST_F(PhoneFailoverTest, CallsTheNextServerWhereNobodyTakesTheFirstOnesDatagrams) {
  const auto phone = phone_knowing(gone.endpoint(), server.endpoint());
  call(*phone, "udp");
  EXPECT_TRUE(arrives(server)) << outcome();
}

TEST_F(PhoneFailoverTest, CallsTheNextServerWhereTheFirstIsFull) {
  const auto phone = phone_knowing(first.endpoint(), server.endpoint());
  call(*phone, "udp");
  ASSERT_TRUE(arrives(first));
  EXPECT_THAT(server.requests, SizeIs(0));
  first.answer(0, 503);
  EXPECT_TRUE(arrives(server)) << outcome();
  EXPECT_THAT(end_of_call(), testing::IsNull());
}

TEST_F(PhoneFailoverTest, CallsTheNextServerWhereTheFirstIsSilent) {
  const auto phone = phone_knowing(first.endpoint(), server.endpoint());
  const base::TimePoint asked = loop.now();
  call(*phone, "udp");
  ASSERT_TRUE(arrives(server));
  EXPECT_THAT(loop.now() - asked, testing::Ge(Phone::silence_limit));
  EXPECT_THAT(first.of(sip::MethodId::invite), testing::Not(testing::IsEmpty()));
}

// A refusal is the callee's: the next server would say the same.
TEST_F(PhoneFailoverTest, AsksNobodyElseWhereTheFirstRefusesTheCall) {
  const auto phone = phone_knowing(first.endpoint(), server.endpoint());
  call(*phone, "udp");
  ASSERT_TRUE(arrives(first));
  first.answer(0, 486);
  ASSERT_TRUE(comes([&] { return end_of_call() != nullptr; }));
  EXPECT_THAT(end_of_call()->why, Eq(sip::EndCause::busy));
  EXPECT_THAT(server.requests, SizeIs(0));
}

TEST_F(PhoneFailoverTest, TellsThatNoServerCanBeReached) {
  const auto phone = phone_knowing(gone.endpoint(), gone.endpoint());
  call(*phone, "tcp");
  ASSERT_TRUE(comes([&] { return end_of_call() != nullptr; }));
  EXPECT_THAT(end_of_call()->why, Eq(sip::EndCause::failed));
}

}  // namespace
}  // namespace portero::phone
