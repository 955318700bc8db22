#include "core/access/wiegand.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::access {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto d0 = WiegandLine::d0;
constexpr auto d1 = WiegandLine::d1;

TEST(Wiegand, PulsesD0ForZeroAndD1ForOne) {
  EXPECT_THAT(wiegand_pulses(Bits::from_text("0110").value(), WiegandTiming()),
              ElementsAre(WiegandPulse{d0, 0us, 50us}, WiegandPulse{d1, 2ms, 50us},
                          WiegandPulse{d1, 4ms, 50us}, WiegandPulse{d0, 6ms, 50us}));
}

TEST(Wiegand, KeepsTheTimingAsked) {
  const auto timing = WiegandTiming::make(100us, 200us);
  ASSERT_TRUE(timing.has_value());
  EXPECT_THAT(wiegand_pulses(Bits::from_text("10").value(), *timing),
              ElementsAre(WiegandPulse{d1, 0us, 100us}, WiegandPulse{d0, 200us, 100us}));
}

TEST(Wiegand, NeverOverlapsPulsesWhateverTheTiming) {
  const auto timing = WiegandTiming::make(WiegandTiming::max_width, WiegandTiming::min_interval);
  const auto pulses = wiegand_pulses(Bits(max_bits), timing.value());
  ASSERT_EQ(pulses.size(), max_bits);
  for (std::size_t index = 1; index < pulses.size(); ++index)
    EXPECT_GT(pulses[index].start, pulses[index - 1].start + pulses[index - 1].width);
}

TEST(Wiegand, SendsNothingForNoBits) {
  EXPECT_THAT(wiegand_pulses(Bits(), WiegandTiming()), IsEmpty());
}

TEST(WiegandTiming, IsTheStandardOneUnlessSet) {
  EXPECT_EQ(WiegandTiming::make(50us, 2ms), WiegandTiming());
}

TEST(WiegandTiming, TakesBothEndsOfItsRanges) {
  EXPECT_TRUE(WiegandTiming::make(20us, 200us).has_value());
  EXPECT_TRUE(WiegandTiming::make(100us, 20ms).has_value());
}

TEST(WiegandTiming, IsRefusedOutOfItsRangesWithTheAllowedOnes) {
  EXPECT_EQ(explanation(WiegandTiming::make(101us, 2ms).error()),
            "Wiegand pulse width (us) 101 is out of range: 20 to 100 is allowed");
  EXPECT_EQ(explanation(WiegandTiming::make(50us, 199us).error()),
            "Wiegand interval (us) 199 is out of range: 200 to 20000 is allowed");
  EXPECT_FALSE(WiegandTiming::make(19us, 2ms).has_value());
  EXPECT_FALSE(WiegandTiming::make(-50us, 2ms).has_value());
  EXPECT_FALSE(WiegandTiming::make(50us, 20'001us).has_value());
}

}  // namespace
}  // namespace portero::access
