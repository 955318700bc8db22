#include "io/door/simulated_relay.hpp"

#include <vector>

#include <gmock/gmock.h>

namespace portero::door {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

struct SimulatedRelayTest : testing::Test {
  bool falls_back_within(base::Duration time) {
    return loop.run_until([&] { return !relay.is_open(); }, time);
  }

  loop::EventLoop loop;
  std::vector<bool> moves;
  SimulatedRelay relay{loop, [this](bool open) { moves.push_back(open); }};
};

TEST_F(SimulatedRelayTest, OpensAtOnceAndFallsBackAfterItsHoldTime) {
  const base::TimePoint began = loop.now();
  relay.pulse({.hold = 20ms});
  EXPECT_THAT(moves, ElementsAre(true));
  ASSERT_TRUE(falls_back_within(5s));
  EXPECT_GE(loop.now() - began, 20ms);
  EXPECT_THAT(moves, ElementsAre(true, false));
}

TEST_F(SimulatedRelayTest, StaysOpenForTheLongerOfTwoPulses) {
  const base::TimePoint began = loop.now();
  relay.pulse({.hold = 60ms});
  relay.pulse({.hold = 10ms});
  ASSERT_TRUE(falls_back_within(5s));
  EXPECT_GE(loop.now() - began, 60ms);
  EXPECT_THAT(moves, ElementsAre(true, false));
}

TEST_F(SimulatedRelayTest, OpensAgainAfterItFellBack) {
  relay.pulse({.hold = 1ms});
  ASSERT_TRUE(falls_back_within(5s));
  relay.pulse({.hold = 1ms});
  ASSERT_TRUE(falls_back_within(5s));
  EXPECT_THAT(moves, ElementsAre(true, false, true, false));
}

}  // namespace
}  // namespace portero::door
