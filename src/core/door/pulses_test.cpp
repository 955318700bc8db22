#include "core/door/pulses.hpp"

#include <gmock/gmock.h>

namespace portero::door {
namespace {

using namespace std::chrono_literals;
using testing::Eq;
using testing::Optional;

constexpr base::TimePoint start{1h};

CommandId command(std::uint8_t number) { return CommandId{{number}}; }

struct PulsesTest : testing::Test {
  Effect asks(std::uint8_t number, base::Duration hold, base::Duration at) {
    return pulses.handle({command(number), hold, start + at + longest_way}, start + at);
  }
  bool falls_back(base::Duration at) { return pulses.falls_back(start + at); }

  Pulses pulses;
};

TEST_F(PulsesTest, IsClosedUntilSomebodyAsks) {
  EXPECT_THAT(pulses.until(), Eq(std::nullopt));
  EXPECT_FALSE(falls_back(1h));
}

TEST_F(PulsesTest, OpensForItsHoldTimeAndFallsBackOnce) {
  EXPECT_THAT(asks(1, 3s, 0ms), Eq(Effect{Open{}}));
  EXPECT_THAT(pulses.until(), Optional(Eq(start + 3s)));
  EXPECT_FALSE(falls_back(2999ms));
  EXPECT_TRUE(falls_back(3s));
  EXPECT_FALSE(falls_back(3s));
  EXPECT_THAT(pulses.until(), Eq(std::nullopt));
}

TEST_F(PulsesTest, AnotherPulseMakesItLonger) {
  EXPECT_THAT(asks(1, 3s, 0s), Eq(Effect{Open{}}));
  EXPECT_THAT(asks(2, 3s, 2s), Eq(Effect{Lengthen{}}));
  EXPECT_FALSE(falls_back(3s));
  EXPECT_TRUE(falls_back(5s));
}

TEST_F(PulsesTest, AnotherPulseNeverMakesItShorter) {
  EXPECT_THAT(asks(1, 10s, 0s), Eq(Effect{Open{}}));
  EXPECT_THAT(asks(2, 1s, 1s), Eq(Effect{Lengthen{}}));
  EXPECT_FALSE(falls_back(9999ms));
  EXPECT_TRUE(falls_back(10s));
}

TEST_F(PulsesTest, ACommandIsObeyedOnce) {
  EXPECT_THAT(asks(1, 1s, 0ms), Eq(Effect{Open{}}));
  EXPECT_THAT(asks(1, 1s, 1ms), Eq(Effect{Objection::repeated}));
  EXPECT_TRUE(falls_back(1s));
  EXPECT_THAT(pulses.handle({command(1), 1s, start + 1h}, start + 1s),
              Eq(Effect{Objection::repeated}));
}

TEST_F(PulsesTest, ACommandThatWasTooLongUnderWayOpensNothing) {
  EXPECT_THAT(pulses.handle({command(1), 3s, start}, start), Eq(Effect{Open{}}));
  EXPECT_THAT(pulses.handle({command(2), 3s, start}, start + 1us), Eq(Effect{Objection::late}));
}

TEST_F(PulsesTest, HoldsForNoTimeThatNoSettingAllows) {
  EXPECT_THAT(asks(1, 0s, 0s), Eq(Effect{Objection::hold_out_of_range}));
  EXPECT_THAT(asks(2, -1us, 0s), Eq(Effect{Objection::hold_out_of_range}));
  EXPECT_THAT(asks(3, longest_hold + 1us, 0s), Eq(Effect{Objection::hold_out_of_range}));
  EXPECT_THAT(pulses.until(), Eq(std::nullopt));
  EXPECT_THAT(asks(4, longest_hold, 0s), Eq(Effect{Open{}}));
}

// An id that cannot be remembered could be obeyed twice.
TEST_F(PulsesTest, RefusesWhatItCouldNotRemember) {
  for (std::uint8_t number = 1; number <= Pulses::commands_remembered; ++number)
    ASSERT_FALSE(std::holds_alternative<Objection>(asks(number, 1s, 0s)));
  EXPECT_THAT(asks(200, 1s, 0s), Eq(Effect{Objection::too_many}));
  for (std::uint8_t number = 1; number <= Pulses::commands_remembered; ++number)
    EXPECT_THAT(asks(number, 1s, longest_way), Eq(Effect{Objection::repeated}));
  EXPECT_THAT(asks(200, 1s, longest_way + 1us), Eq(Effect{Lengthen{}}));
}

}  // namespace
}  // namespace portero::door
