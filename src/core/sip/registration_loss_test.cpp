#include <algorithm>

#include <gmock/gmock.h>

#include "core/sip/registration_world_for_test.hpp"

// What goes wrong, in which words it is told, and that it always comes back.
namespace portero::sip {
namespace {

using namespace registration;
using namespace std::chrono_literals;
using Mood = RegistrarForTest::Mood;
using Trouble = RegistrationTrouble;
using testing::HasSubstr;

constexpr auto pbx = "TCP 192.0.2.1:5060";
constexpr auto udp_pbx = "UDP 192.0.2.1:5060";

auto answering(int status, std::string header = "") {
  return [=](const Request& request) {
    Response response = response_to(request, status);
    const auto colon = header.find(": ");
    if (colon != std::string::npos)
      response.headers.append(HeaderName::from_text(header.substr(0, colon)),
                              header.substr(colon + 2));
    return response;
  };
}

// How long until `condition` holds, in steps of 100 ms.
template <class Condition>
base::Duration time_until(RegistrationWorld& world, Condition condition) {
  const base::TimePoint before = world.now;
  while (!condition() && world.now - before < 1h) world.pass(100ms);
  return world.now - before;
}

TEST(RegistrationLoss, TellsAnUnknownName) {
  RegistrationWorld world{account_for_test()};
  world.dns = RegistrationWorld::Dns::does_not_know;
  world.start();
  world.pass(1s);
  EXPECT_EQ(world.failure().trouble, Trouble::name_not_found);
  EXPECT_EQ(world.failure().sentence, "The name pbx.example.com was not found.");
}

TEST(RegistrationLoss, TellsADeadNameServerWithinFiveSeconds) {
  RegistrationWorld world{account_for_test()};
  world.dns = RegistrationWorld::Dns::dead;
  world.start();
  world.pass(5s);
  EXPECT_EQ(world.failure().trouble, Trouble::name_not_found);
  EXPECT_THAT(world.failure().sentence, HasSubstr("No name server answers"));
}

TEST(RegistrationLoss, TellsARefusedConnectionAtOnce) {
  RegistrationWorld world{account_for_test()};
  world.server(pbx).mood = Mood::refuses;
  world.start();
  world.pass(100ms);
  EXPECT_EQ(world.failure().trouble, Trouble::refused);
  EXPECT_EQ(world.failure().sentence, "192.0.2.1:5060 (TCP): connection refused.");
}

TEST(RegistrationLoss, TellsSilenceWithinFiveSeconds) {
  for (const auto& [transport, place] :
       {std::pair{Transport::tcp, pbx}, std::pair{Transport::udp, udp_pbx}}) {
    RegistrationWorld world{account_for_test(transport)};
    world.server(place).mood = Mood::silent;
    world.start();
    world.pass(5s);
    EXPECT_EQ(world.failure().trouble, Trouble::no_answer) << place;
  }
}

// RFC 3261 gives a server 32 s: a slow one must not be kept out for good.
TEST(RegistrationLoss, StillTakesASlowAnswerWhereThereIsNoOtherServer) {
  RegistrationWorld world{account_for_test(Transport::udp)};
  RegistrarForTest& server = world.server(udp_pbx);
  server.mood = Mood::silent;
  world.start();
  world.pass(10s);
  ASSERT_EQ(world.failure().trouble, Trouble::no_answer);
  world.give(ResponseReceived{response_to(server.requests[0], 200)});
  EXPECT_TRUE(world.registered());
}

TEST(RegistrationLoss, TellsAnExpiredCertificateAtOnceWithItsCause) {
  RegistrationWorld world{account_for_test(Transport::tls)};
  world.server("TLS 192.0.2.1:5061").mood = Mood::certificate_expired;
  world.start();
  world.pass(100ms);
  EXPECT_EQ(world.failure().trouble, Trouble::certificate_refused);
  EXPECT_THAT(world.failure().sentence, HasSubstr("the certificate has expired"));
}

TEST(RegistrationLoss, TellsAWrongPasswordAndAsksOnlyNowAndThen) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  server.password = "another";
  world.start();
  world.pass(1s);
  EXPECT_EQ(world.failure().trouble, Trouble::wrong_credentials);
  EXPECT_EQ(world.failure().status, 401);
  EXPECT_EQ(world.requests(), 2U) << "once without, once with credentials";
  world.pass(24h);
  EXPECT_LE(world.requests(), 2U * 24 * 13) << "guards that count failures would ban us";
  server.password = "secret";
  EXPECT_LE(time_until(world, [&] { return world.registered(); }), longest_pause_when_refused);
}

TEST(RegistrationLoss, TellsARealmThatIsNotItsOwn) {
  RegistrationAccount account = account_for_test();
  account.credentials.realm = "asterisk";
  RegistrationWorld world{account};
  world.server(pbx);
  world.start();
  world.pass(1s);
  EXPECT_EQ(world.failure().trouble, Trouble::wrong_credentials);
  EXPECT_THAT(world.failure().sentence, HasSubstr("\"pbx\""));
  EXPECT_EQ(world.requests(), 1U) << "the password is not shown to others";
}

TEST(RegistrationLoss, TellsAnUnknownAccount) {
  for (const int status : {403, 404, 604}) {
    RegistrationWorld world{account_for_test()};
    world.server(pbx).script.push_back(answering(status));
    world.start();
    world.pass(1s);
    EXPECT_EQ(world.failure().trouble, Trouble::account_unknown) << status;
    EXPECT_EQ(world.failure().status, status);
  }
}

TEST(RegistrationLoss, TakesA403ToItsPasswordForWrongCredentials) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  server.script.push_back(answering(401, "WWW-Authenticate: Digest realm=\"pbx\", nonce=\"1\""));
  server.script.push_back(answering(403));
  world.start();
  world.pass(1s);
  EXPECT_EQ(world.failure().trouble, Trouble::wrong_credentials);
}

TEST(RegistrationLoss, AnswersAProxyToo) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  server.script.push_back(
      answering(407, "Proxy-Authenticate: Digest realm=\"edge\", nonce=\"1\", qop=\"auth\""));
  world.start();
  world.pass(1s);
  EXPECT_TRUE(world.registered());
  const auto credentials =
      credentials_for(server.requests.back().headers, HeaderId::proxy_authorization, "edge");
  ASSERT_TRUE(credentials);
  EXPECT_EQ(credentials->nonce_count, 2U);
}

// Another stack's story: one REGISTER of a refresh got no answer, the stack called the registration
// lost and never asked again; the door was deaf until somebody pulled its plug.
TEST(RegistrationLoss, ComesBackAfterOneFailedRefresh) {
  RegistrationWorld world{account_for_test(Transport::udp)};
  RegistrarForTest& server = world.server(udp_pbx);
  world.start();
  world.pass(100s);
  ASSERT_TRUE(world.registered());
  const std::size_t before = server.requests.size();
  server.mood = Mood::silent;
  time_until(world, [&] { return server.requests.size() > before; });
  server.mood = Mood::up;
  world.pass(6s);
  EXPECT_TRUE(world.registered());
  EXPECT_EQ(server.bound_at(world.now).size(), 1U);
}

TEST(RegistrationLoss, IsTriedForEverWithGrowingPauses) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  server.mood = Mood::refuses;
  world.start();
  world.pass(1min);
  EXPECT_LE(world.flows_opened, 12);
  EXPECT_GE(world.flows_opened, 5) << "quickly at first";
  const int before = world.flows_opened;
  world.pass(7 * 24h);
  const int attempts = world.flows_opened - before;
  EXPECT_GE(attempts, 7 * 24 * 60);
  EXPECT_LE(attempts, 2 * 7 * 24 * 60);
  EXPECT_EQ(world.told.size(), 1U) << "told once";
  server.mood = Mood::up;
  EXPECT_LE(time_until(world, [&] { return world.registered(); }), longest_pause + 1s);
}

TEST(RegistrationLoss, IsNotToldWhereItIsMendedAtOnce) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  world.start();
  world.pass(5min);
  server.restart();
  world.cut(pbx);
  world.pass(1s);
  for (const auto& what : world.told) EXPECT_TRUE(std::holds_alternative<Registered>(what));
  EXPECT_EQ(server.bound_at(world.now).size(), 1U);
}

TEST(RegistrationLoss, IsToldWithinFiveSecondsWhereItStays) {
  for (const Mood mood : {Mood::refuses, Mood::silent}) {
    RegistrationWorld world{account_for_test()};
    RegistrarForTest& server = world.server(pbx);
    world.start();
    world.pass(5min);
    server.mood = mood;
    world.cut(pbx);
    EXPECT_LE(time_until(world, [&] { return !world.registered(); }), 5s);
  }
}

// A proxy takes the station, then its own trouble closes the connection, again and again.
TEST(RegistrationLoss, DoesNotWearDownAServerThatThrowsItOut) {
  RegistrationWorld world{account_for_test()};
  world.server(pbx);
  world.start();
  for (int i = 0; i < 36'000; ++i) {
    world.pass(100ms);
    if (world.registered()) world.cut(pbx);
  }
  EXPECT_LE(world.flows_opened, 120) << "in an hour";
}

TEST(RegistrationLoss, ComesBackWithANewNonceAfterTheServerForgotAll) {
  RegistrationWorld world{account_for_test(Transport::udp)};
  RegistrarForTest& server = world.server(udp_pbx);
  world.start();
  world.pass(10min);
  server.restart();
  world.pass(226s);
  EXPECT_EQ(server.bound_at(world.now).size(), 1U);
  EXPECT_EQ(world.told.size(), 1U);
}

TEST(RegistrationLoss, LeavesAServerAloneAsLongAsItAsks) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  server.script.push_back(answering(503, "Retry-After: 600 (maintenance)"));
  world.start();
  world.pass(599s);
  EXPECT_EQ(world.failure().trouble, Trouble::refused);
  EXPECT_EQ(world.failure().status, 503);
  EXPECT_EQ(server.requests.size(), 1U);
  world.pass(3s);
  EXPECT_TRUE(world.registered());
}

TEST(RegistrationLoss, HeedsRetryAfterOnARefreshToo) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  world.start();
  world.pass(100s);
  server.script.push_back(answering(503, "Retry-After: 900"));
  EXPECT_LE(time_until(world, [&] { return !world.registered(); }), 130s);
  EXPECT_EQ(world.failure().status, 503);
  const std::size_t before = server.requests.size();
  world.pass(890s);
  EXPECT_EQ(server.requests.size(), before);
  world.pass(11s);
  EXPECT_TRUE(world.registered());
}

TEST(RegistrationLoss, DoesNotBelieveThatAServerIsAwayForAYear) {
  RegistrationWorld world{account_for_test()};
  world.server(pbx).script.push_back(answering(503, "Retry-After: 31536000"));
  world.start();
  world.pass(longest_retry_after + longest_pause);
  EXPECT_TRUE(world.registered());
}

TEST(RegistrationLoss, TellsAMissingNetworkAtOnceAndComesBackWithIt) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  world.start();
  world.pass(5min);
  world.give(NetworkLost{});
  EXPECT_EQ(world.failure().trouble, Trouble::no_network);
  server.mood = Mood::refuses;
  world.pass(10min);
  EXPECT_EQ(world.failure().trouble, Trouble::no_network) << "not 'refused': that is why";
  server.mood = Mood::up;
  world.give(NetworkFound{});
  world.pass(100ms);
  EXPECT_TRUE(world.registered());
}

TEST(RegistrationLoss, ComesBackWithoutAWordThatTheNetworkIsThere) {
  RegistrationWorld world{account_for_test()};
  world.server(pbx);
  world.start();
  world.pass(5min);
  world.give(NetworkLost{});
  world.pass(longest_pause + 1s);
  EXPECT_TRUE(world.registered());
}

// The resolver's route disappears (ENETUNREACH) and everything fails on the spot.
TEST(RegistrationLoss, DoesNotSpinWhereEverythingFailsAtOnce) {
  RegistrationWorld world{account_for_test()};
  world.dns = RegistrationWorld::Dns::does_not_know;
  world.start();
  for (int i = 0; i < 36'000; ++i) {
    world.pass(100ms);
    world.give(i % 2 == 0 ? Input{NetworkLost{}} : Input{NetworkFound{}});
  }
  const auto rounds = std::ranges::count_if(
      world.log, [](const Action& action) { return std::holds_alternative<Locate>(action); });
  EXPECT_LE(rounds, 3600 / 2 + 1) << "in an hour, though the network comes and goes all the time";
}

// SIP-9.
TEST(RegistrationLoss, NeedsNoNameServerForWhatItKnows) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  world.start();
  world.pass(5min);
  world.dns = RegistrationWorld::Dns::does_not_know;
  server.restart();
  world.cut(pbx);
  world.pass(1s);
  EXPECT_TRUE(world.registered());
  EXPECT_EQ(server.bound_at(world.now).size(), 1U);
}

TEST(RegistrationLoss, FollowsARedirect) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  RegistrarForTest& other = world.server("TCP 192.0.2.50:5060");
  world.other_zones["new.example.com"] = {RegistrationWorld::candidate("TCP 192.0.2.50:5060")};
  world.zone.pop_back();
  server.script.push_back(answering(302, "Contact: <sip:new.example.com;transport=udp>"));
  world.start();
  world.pass(1s);
  EXPECT_TRUE(world.registered());
  EXPECT_EQ(other.bound_at(world.now).size(), 1U);
  EXPECT_EQ(to_string(other.requests[0].uri), "sip:new.example.com");
}

TEST(RegistrationLoss, IsNotSentInCircles) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  for (int i = 0; i < 1000; ++i)
    server.script.push_back(answering(302, "Contact: <sip:pbx.example.com>"));
  world.start();
  world.pass(400ms);
  EXPECT_EQ(world.failure().trouble, Trouble::refused);
  EXPECT_LE(server.requests.size(), 1U + max_redirects_of_a_round);
}

TEST(RegistrationLoss, TreatsA200ThatKeepsNothingAsARefusal) {
  RegistrationWorld world{account_for_test()};
  world.server(pbx).granted = 0;
  world.server(pbx).server_header = "Expires: 0";
  world.start();
  world.pass(1s);
  EXPECT_EQ(world.failure().trouble, Trouble::refused);
  EXPECT_EQ(world.failure().status, 200);
}

}  // namespace
}  // namespace portero::sip
