#include "core/sip/registration.hpp"

#include <gmock/gmock.h>

#include "core/sip/fields.hpp"
#include "core/sip/registration_world_for_test.hpp"

namespace portero::sip {
namespace {

using namespace registration;
using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr auto pbx = "TCP 192.0.2.1:5060";

std::string header(const Request& request, HeaderId id) {
  return std::string{request.headers.first(id).value_or("")};
}

std::uint32_t number(const Request& request) { return cseq(request.headers).value().number; }

TEST(Registration, RegistersWithDigestAndTellsIt) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  world.start();
  world.pass(1s);
  ASSERT_TRUE(world.registered());
  EXPECT_EQ(world.told.size(), 1U);
  EXPECT_EQ(world.registration().server, world.zone[0]);
  EXPECT_EQ(world.registration().expires, 300U);
  EXPECT_THAT(server.bindings, ElementsAre(testing::Key("sip:100@10.0.0.7:40001;transport=tcp")));
}

TEST(Registration, SendsWhatRfc3261Wants) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  world.start();
  world.pass(1s);
  ASSERT_EQ(server.requests.size(), 2U);
  const Request& first = server.requests[0];
  const Request& second = server.requests[1];
  EXPECT_EQ(to_string(first.uri), "sip:pbx.example.com");
  EXPECT_EQ(header(first, HeaderId::to), "<sip:100@pbx.example.com>");
  EXPECT_THAT(header(first, HeaderId::from), testing::StartsWith("<sip:100@pbx.example.com>;tag="));
  EXPECT_EQ(header(first, HeaderId::contact), "<sip:100@10.0.0.7:40001;transport=tcp>");
  EXPECT_EQ(header(first, HeaderId::expires), "300");
  EXPECT_EQ(header(first, HeaderId::max_forwards), "70");
  EXPECT_EQ(header(first, HeaderId::authorization), "");
  EXPECT_THAT(header(second, HeaderId::authorization), HasSubstr("SHA-512-256"));
  EXPECT_EQ(header(first, HeaderId::call_id), header(second, HeaderId::call_id));
  EXPECT_EQ(header(first, HeaderId::from), header(second, HeaderId::from));
  EXPECT_EQ(number(second), number(first) + 1);
}

TEST(Registration, WritesTheAccountAsItIsSet) {
  RegistrationAccount account = account_for_test(Transport::udp);
  account.server = {.host = "2001:db8::1", .port = 5070, .transport = Transport::udp};
  account.credentials.username = "front door";
  RegistrationWorld world{account};
  world.server("UDP 192.0.2.1:5060");
  world.start();
  world.pass(1s);
  const Request& request = world.last_request("UDP 192.0.2.1:5060");
  EXPECT_EQ(to_string(request.uri), "sip:[2001:db8::1]:5070");
  EXPECT_EQ(header(request, HeaderId::to), "<sip:front%20door@[2001:db8::1]>");
  EXPECT_EQ(header(request, HeaderId::contact), "<sip:front%20door@10.0.0.7:40001>");
}

TEST(Registration, RefreshesWellBeforeTheEndWithoutBeingChallengedAgain) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  world.start();
  world.pass(1h);
  EXPECT_EQ(world.told.size(), 1U) << "nothing changed";
  EXPECT_EQ(server.bound_at(world.now).size(), 1U);
  // One challenge, then one refresh each 150 to 225 s.
  EXPECT_GE(server.requests.size(), 2U + 3600 / 225);
  EXPECT_LE(server.requests.size(), 2U + 3600 / 150);
  EXPECT_EQ(world.flows_opened, 1);
}

TEST(Registration, KeepsToTheExpiryThatTheServerGrants) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  server.granted = 60;
  world.start();
  world.pass(10min);
  EXPECT_EQ(world.registration().expires, 60U);
  EXPECT_GE(server.requests.size(), 2U + 600 / 45);
}

// RFC 3261 section 10.2.4: of the bindings in the answer only our own counts.
TEST(Registration, LeavesTheBindingOfAnotherDeviceAlone) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  const std::string other = "sip:100@192.0.2.99:5060";
  server.bindings[other] = world.now + 20s;
  world.start();
  world.pass(1s);
  EXPECT_EQ(world.registration().expires, 300U) << "not the 20 s of the other";
  world.give(Stopped{});
  world.pass(1s);
  EXPECT_THAT(server.bound_at(world.now), ElementsAre(other));
}

TEST(Registration, AsksForLongerWhereTheServerWantsThat) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  server.granted = 3600;
  server.script.push_back([](const Request& request) {
    Response response = response_to(request, 423);
    response.headers.append(HeaderId::min_expires, "1800");
    return response;
  });
  world.start();
  world.pass(1s);
  EXPECT_EQ(header(server.requests.back(), HeaderId::expires), "1800");
  EXPECT_EQ(world.registration().expires, 1800U);
}

TEST(Registration, DoesNotFollowAServerThatAlwaysWantsMore) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  for (int i = 0; i < 1000; ++i)
    server.script.push_back([i](const Request& request) {
      Response response = response_to(request, 423);
      response.headers.append(HeaderId::min_expires, std::to_string(301 + i));
      return response;
    });
  world.start();
  world.pass(400ms);
  EXPECT_EQ(world.requests(), static_cast<std::size_t>(max_requests_of_an_attempt));
  EXPECT_EQ(world.failure().trouble, RegistrationTrouble::refused);
}

TEST(Registration, KeepsTheServiceRouteForOtherRequests) {
  RegistrationWorld world{account_for_test()};
  world.server(pbx).server_header = "Service-Route: <sip:edge.example.com;lr>";
  world.start();
  world.pass(1s);
  ASSERT_EQ(world.registration().service_routes.size(), 1U);
  EXPECT_EQ(to_string(world.registration().service_routes[0]), "<sip:edge.example.com;lr>");
}

TEST(Registration, NamesItsInstanceWhereItHasOne) {
  RegistrationAccount account = account_for_test();
  account.instance = "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
  RegistrationWorld world{account};
  RegistrarForTest& server = world.server(pbx);
  world.start();
  world.pass(1s);
  EXPECT_THAT(header(server.requests[0], HeaderId::contact),
              HasSubstr(";+sip.instance=\"<urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6>\""
                        ";reg-id=1"));
  EXPECT_EQ(header(server.requests[0], HeaderId::supported), "outbound, path");
}

// RFC 5626 section 11.6: an old proxy on the way must not keep the station out.
TEST(Registration, DoesWithoutOutboundWhereTheWayThereDoesNotKnowIt) {
  RegistrationAccount account = account_for_test();
  account.instance = "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
  RegistrationWorld world{account};
  RegistrarForTest& server = world.server(pbx);
  server.script.push_back([](const Request& request) { return response_to(request, 439); });
  world.start();
  world.pass(1s);
  EXPECT_TRUE(world.registered());
  EXPECT_THAT(header(server.requests.back(), HeaderId::contact), testing::Not(HasSubstr("reg-id")));
}

TEST(Registration, HeedsWhatTheServerSaysOfKeepAlive) {
  RegistrationWorld world{account_for_test()};
  world.server(pbx).server_header = "Flow-Timer: 90";
  world.start();
  world.pass(1s);
  EXPECT_TRUE(world.registration().keep_alive_confirmed);
  EXPECT_EQ(world.registration().flow_timer, 90U);
}

TEST(Registration, GivesTheAddressThatTheServerSees) {
  RegistrationWorld world{account_for_test(Transport::udp)};
  RegistrarForTest& server = world.server("UDP 192.0.2.1:5060");
  server.sees = base::parse_endpoint("203.0.113.9:62000");
  world.start();
  world.pass(1s);
  EXPECT_THAT(server.bound_at(world.now), ElementsAre("sip:100@203.0.113.9:62000"))
      << "the challenge told it already";
  EXPECT_EQ(to_string(world.registration().contact), "sip:100@203.0.113.9:62000");
}

TEST(Registration, ReplacesItsBindingWhenANatMovesIt) {
  RegistrationWorld world{account_for_test(Transport::udp)};
  RegistrarForTest& server = world.server("UDP 192.0.2.1:5060");
  world.start();
  world.pass(1s);
  server.sees = base::parse_endpoint("203.0.113.9:62001");
  world.give(MappingChanged{});
  world.pass(1s);
  EXPECT_THAT(server.bound_at(world.now), ElementsAre("sip:100@203.0.113.9:62001"));
}

// Some NATs show another port for each packet: that must not become a storm.
TEST(Registration, DoesNotChaseANatThatNeverSettles) {
  RegistrationWorld world{account_for_test(Transport::udp)};
  RegistrarForTest& server = world.server("UDP 192.0.2.1:5060");
  std::uint16_t port = 20000;
  const auto moved = [&](const Request& request) {
    server.sees = base::Endpoint{base::IpAddress::parse("203.0.113.9").value(), ++port};
    Response response = response_to(request, 200);
    Via via = top_via(response.headers).value();
    via.parameters.set("rport", std::to_string(port));
    replace_top_via(response.headers, via);
    return response;
  };
  for (int i = 0; i < 1000; ++i) server.script.push_back(moved);
  world.start();
  world.pass(1h);
  EXPECT_TRUE(world.registered());
  EXPECT_LE(world.requests(), 60U);
}

TEST(Registration, MovesWithTheAddressesOfTheHost) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  world.start();
  world.pass(5min);
  world.local = base::parse_endpoint("10.9.9.9:50000").value();
  world.give(AddressChanged{});
  world.pass(1s);
  EXPECT_THAT(server.bound_at(world.now), ElementsAre("sip:100@10.9.9.9:50001;transport=tcp"));
  EXPECT_EQ(world.told.size(), 2U) << "nothing but the new contact is told";
}

TEST(Registration, SaysGoodbye) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  world.start();
  world.pass(1s);
  world.give(Stopped{});
  EXPECT_FALSE(world.finished);
  world.pass(1s);
  EXPECT_TRUE(world.finished);
  EXPECT_TRUE(server.bindings.empty());
  world.pass(1h);
  EXPECT_EQ(server.requests.size(), 3U) << "and nothing after that";
}

TEST(Registration, SaysGoodbyeInTwoSecondsToASilentServer) {
  RegistrationWorld world{account_for_test(Transport::udp)};
  RegistrarForTest& server = world.server("UDP 192.0.2.1:5060");
  world.start();
  world.pass(1s);
  server.mood = RegistrarForTest::Mood::silent;
  world.give(Stopped{});
  world.pass(2100ms);
  EXPECT_TRUE(world.finished);
}

TEST(Registration, AnswersAChallengeToItsGoodbyeOnce) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  world.start();
  world.pass(1s);
  const std::string contact = *server.bound_at(world.now).begin();
  server.restart();
  server.bindings[contact] = world.now + 300s;
  world.give(Stopped{});
  world.pass(1s);
  EXPECT_TRUE(world.finished);
  EXPECT_TRUE(server.bindings.empty());
}

TEST(Registration, HasNothingToSayWhereItNeverArrived) {
  RegistrationWorld world{account_for_test()};
  world.server(pbx).mood = RegistrarForTest::Mood::refuses;
  world.start();
  world.pass(10s);
  world.give(Stopped{});
  EXPECT_TRUE(world.finished);
  EXPECT_EQ(world.requests(), 0U);
}

TEST(Registration, StartsAgainAfterAGoodbye) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  world.start();
  world.pass(1s);
  world.give(Stopped{});
  world.pass(1s);
  world.start();
  world.pass(1s);
  EXPECT_EQ(world.told.size(), 2U);
  EXPECT_EQ(server.bound_at(world.now).size(), 1U);
}

TEST(Registration, PassesOverAnswersToOlderRequests) {
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& server = world.server(pbx);
  world.start();
  world.pass(1s);
  Request old = server.requests[0];
  world.give(ResponseReceived{response_to(old, 403)});
  world.give(RequestFailed{1, TransactionFailure::timed_out});
  EXPECT_TRUE(world.registered());
  EXPECT_EQ(world.told.size(), 1U);
}

}  // namespace
}  // namespace portero::sip
