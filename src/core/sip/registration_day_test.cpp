#include <gmock/gmock.h>

#include "core/sip/registration_world_for_test.hpp"

// A day of a station whose servers and name server fail in every way that chance finds.
namespace portero::sip {
namespace {

using namespace registration;
using namespace std::chrono_literals;
using Mood = RegistrarForTest::Mood;

// When all is well again: the last attempt may still wait in vain, then comes the longest pause.
constexpr base::Duration back_within = timer::give_up + longest_pause + 5s;
// A server that forgets us without a word over UDP is noticed by the next refresh.
constexpr base::Duration noticed_within = 300s / 4 * 3 + silence_limit;

struct Day {
  Transport transport;
  std::uint64_t seed;
};

class RegistrationDay : public testing::TestWithParam<Day> {
 protected:
  static std::string place(int number) {
    return std::string{name(GetParam().transport)} + " 192.0.2." + std::to_string(number) + ":5060";
  }

  void all(Mood mood) {
    main_.mood = mood;
    spare_.mood = mood;
  }
  void cut_all() {
    world_.cut(place(1));
    world_.cut(place(2));
  }
  void restart_all() {
    main_.restart();
    spare_.restart();
    if (GetParam().transport != Transport::udp) cut_all();
  }

  // What goes wrong at its beginning, and lasts until mend().
  void begin_trouble(int kind) {
    switch (kind) {
      case 0: return restart_all();
      case 1: return all(Mood::silent);
      case 2: all(Mood::refuses); return cut_all();
      case 3: main_.mood = Mood::silent; return;
      case 4: main_.mood = Mood::refuses; return world_.cut(place(1));
      case 5: world_.dns = RegistrationWorld::Dns::dead; return restart_all();
      case 6: world_.dns = RegistrationWorld::Dns::does_not_know; return restart_all();
      case 7: return world_.give(NetworkLost{});
      case 8: world_.local.address = next_address(); return world_.give(AddressChanged{});
      case 9:
        main_.script.push_back([](const Request& request) { return response_to(request, 500); });
        return;
      default: main_.sees = spare_.sees = base::Endpoint{next_address(), 4711}; return;
    }
  }

  void mend(int kind) {
    all(Mood::up);
    world_.dns = RegistrationWorld::Dns::answers;
    if (kind == 7) world_.give(NetworkFound{});
  }

  base::IpAddress next_address() {
    ++addresses_;
    return base::IpAddress{base::IpAddress::V4{10, 0, static_cast<std::uint8_t>(addresses_ >> 8),
                                               static_cast<std::uint8_t>(addresses_)}};
  }

  RegistrationWorld world_{account_for_test(GetParam().transport), GetParam().seed};
  RegistrarForTest& main_ = world_.server(place(1), 0);
  RegistrarForTest& spare_ = world_.server(place(2), 1);
  unsigned addresses_ = 0;
};

TEST_P(RegistrationDay, EndsEachTroubleWithTheStationRegistered) {
  base::Dice dice{GetParam().seed};
  const base::TimePoint begin = world_.now;
  world_.start();
  while (world_.now - begin < 24h) {
    const int kind = dice.between(0, 10);
    begin_trouble(kind);
    world_.pass(dice.between(base::Duration{1ms}, base::Duration{20min}));
    mend(kind);
    world_.pass(back_within + noticed_within);
    ASSERT_TRUE(world_.registered()) << "after trouble " << kind;
    RegistrarForTest& home = world_.registration().server == world_.zone[0] ? main_ : spare_;
    ASSERT_TRUE(home.bound_at(world_.now).contains(to_string(world_.registration().contact)))
        << "after trouble " << kind;
  }
}

TEST_P(RegistrationDay, IsToldOnceAndAsksSeldomWhileAllIsDead) {
  world_.start();
  world_.pass(10min);
  const std::size_t requests = world_.requests();
  const int flows = world_.flows_opened;
  all(Mood::silent);
  cut_all();
  world_.pass(24h);
  EXPECT_FALSE(world_.registered());
  EXPECT_EQ(world_.told.size(), 2U);
  EXPECT_LE(world_.requests() - requests, 24U * 2 * 60);
  EXPECT_LE(world_.flows_opened - flows, 24 * 2 * 60);
}

std::vector<Day> days() {
  std::vector<Day> all;
  for (std::uint64_t seed = 1; seed <= 4; ++seed)
    for (const Transport transport : {Transport::udp, Transport::tcp, Transport::tls})
      all.push_back({transport, seed});
  return all;
}

INSTANTIATE_TEST_SUITE_P(Seeds, RegistrationDay, testing::ValuesIn(days()),
                         [](const testing::TestParamInfo<Day>& day) {
                           return std::string{name(day.param.transport)} +
                                  std::to_string(day.param.seed);
                         });

}  // namespace
}  // namespace portero::sip
