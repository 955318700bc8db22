#include <gmock/gmock.h>

#include "core/sip/registration_world_for_test.hpp"

// RFC 3263 section 4.3: the next server takes over.
namespace portero::sip {
namespace {

using namespace registration;
using namespace std::chrono_literals;
using Mood = RegistrarForTest::Mood;

constexpr auto main_server = "TCP 192.0.2.1:5060";
constexpr auto spare_server = "TCP 192.0.2.2:5060";

class RegistrationFailover : public testing::Test {
 protected:
  RegistrationWorld world{account_for_test()};
  RegistrarForTest& main = world.server(main_server, 0);
  RegistrarForTest& spare = world.server(spare_server, 1);

  [[nodiscard]] bool at_main() const { return world.registration().server == world.zone[0]; }
  [[nodiscard]] bool at_spare() const { return world.registration().server == world.zone[1]; }
};

TEST_F(RegistrationFailover, GoesPastARefusalAtOnce) {
  main.mood = Mood::refuses;
  world.start();
  world.pass(200ms);
  EXPECT_TRUE(at_spare());
  EXPECT_EQ(world.told.size(), 1U);
}

TEST_F(RegistrationFailover, GoesPastSilenceInFourSeconds) {
  main.mood = Mood::silent;
  world.start();
  world.pass(4200ms);
  EXPECT_TRUE(at_spare());
}

TEST_F(RegistrationFailover, GoesPastAServerInTrouble) {
  main.script.push_back([](const Request& request) { return response_to(request, 503); });
  world.start();
  world.pass(200ms);
  EXPECT_TRUE(at_spare());
}

TEST_F(RegistrationFailover, GoesPastAConnectionThatIsReset) {
  world.start();
  world.pass(5min);
  ASSERT_TRUE(at_main());
  main.mood = Mood::refuses;
  world.cut(main_server);
  world.pass(200ms);
  EXPECT_TRUE(at_spare());
  for (const auto& what : world.told) EXPECT_TRUE(std::holds_alternative<Registered>(what));
}

TEST_F(RegistrationFailover, GoesPastSilenceOnARefresh) {
  world.start();
  world.pass(100s);
  main.mood = Mood::silent;
  world.pass(150s);
  EXPECT_TRUE(at_spare());
}

TEST_F(RegistrationFailover, StaysWithAnAnswerAboutTheAccount) {
  main.user = "somebody else";
  world.start();
  world.pass(10s);
  EXPECT_EQ(world.failure().trouble, RegistrationTrouble::wrong_credentials);
  EXPECT_TRUE(spare.requests.empty());
}

TEST_F(RegistrationFailover, ReturnsToThePreferredServerWithoutAGap) {
  main.mood = Mood::refuses;
  world.start();
  world.pass(10min);
  ASSERT_TRUE(at_spare());
  main.mood = Mood::up;
  world.pass(226s);
  EXPECT_TRUE(at_main());
  for (const auto& what : world.told) EXPECT_TRUE(std::holds_alternative<Registered>(what));
  EXPECT_THAT(main.bound_at(world.now), testing::SizeIs(1));
}

TEST_F(RegistrationFailover, KeepsTheSpareServerWhileThePreferredOneIsSilent) {
  main.mood = Mood::refuses;
  world.start();
  world.pass(1min);
  main.mood = Mood::silent;
  world.pass(24h);
  EXPECT_TRUE(at_spare());
  EXPECT_EQ(world.told.size(), 1U);
  EXPECT_EQ(spare.bound_at(world.now).size(), 1U);
}

TEST_F(RegistrationFailover, KeepsTheSpareServerWhileThePreferredOneDoesNotKnowUs) {
  main.mood = Mood::refuses;
  world.start();
  world.pass(1min);
  main.mood = Mood::up;
  main.user = "somebody else";
  world.pass(1h);
  EXPECT_TRUE(at_spare());
  EXPECT_EQ(world.told.size(), 1U);
}

// Chance orders servers of one rank anew each time they are located; that is no reason to move.
TEST_F(RegistrationFailover, DoesNotMoveBetweenServersOfOneRank) {
  world.zone[1].rank = 0;
  world.start();
  world.pass(1s);
  ASSERT_TRUE(at_main());
  for (int i = 0; i < 20; ++i) {
    std::swap(world.zone[0], world.zone[1]);
    world.pass(10min);
  }
  EXPECT_EQ(world.told.size(), 1U);
}

TEST_F(RegistrationFailover, TellsTheTroubleThatSaysMost) {
  RegistrationWorld tls{account_for_test(Transport::tls)};
  tls.server("TLS 192.0.2.1:5061").mood = Mood::certificate_expired;
  tls.server("TLS 192.0.2.2:5061").mood = Mood::refuses;
  tls.start();
  tls.pass(100ms);
  EXPECT_EQ(tls.failure().trouble, RegistrationTrouble::certificate_refused);
}

TEST_F(RegistrationFailover, EndsWithThirtyTwoServersThatAllRefuse) {
  RegistrationWorld many{account_for_test()};
  for (int i = 1; i <= 32; ++i)
    many.server("TCP 192.0.2." + std::to_string(i) + ":5060").mood = Mood::refuses;
  many.start();
  many.pass(500ms);
  EXPECT_EQ(many.flows_opened, 32);
  many.pass(1h);
  EXPECT_LE(many.flows_opened, 32 * 140);
}

}  // namespace
}  // namespace portero::sip
