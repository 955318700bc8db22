#include "core/panel/place.hpp"

#include <gmock/gmock.h>

namespace portero::panel {
namespace {

using door::Gpio;
using door::Simulated;
using testing::Eq;
using testing::HasSubstr;
using testing::Optional;

const Gpio five{"gpiochip0", "5"};
const Gpio six{"gpiochip0", "6"};

TEST(PanelPlace, TakesTwoLinesOrTwoSimulatedOnes) {
  EXPECT_THAT(objection_to({}), Eq(std::nullopt));
  EXPECT_THAT(objection_to({.d0 = five, .d1 = six}), Eq(std::nullopt));
  EXPECT_THAT(objection_to({.d0 = Simulated{"cards"}}), Eq(std::nullopt));
  EXPECT_THAT(objection_to({.d0 = Simulated{"cards"}, .d1 = Simulated{"cards"}}), Eq(std::nullopt));
}

TEST(PanelPlace, SaysWhyItDoesNotTakeOthers) {
  EXPECT_THAT(objection_to({.d0 = five}), Optional(HasSubstr("both as GPIO lines")));
  EXPECT_THAT(objection_to({.d1 = five}), Optional(HasSubstr("both as GPIO lines")));
  EXPECT_THAT(objection_to({.d0 = five, .d1 = five}), Optional(HasSubstr("a line of its own")));
  EXPECT_THAT(objection_to({.d0 = Simulated{"a"}, .d1 = Simulated{"b"}}),
              Optional(HasSubstr("one record")));
  EXPECT_THAT(objection_to({.d0 = five, .d1 = six, .led = six}),
              Optional(HasSubstr("a data wire already")));
}

TEST(PanelPlace, IsNamedByItsLinesOrItsFile) {
  EXPECT_THAT(to_text({.d0 = five, .d1 = six}), Eq("gpio:gpiochip0:5 and gpio:gpiochip0:6"));
  EXPECT_THAT(to_text(WiegandPlace{}), Eq("simulated"));
  EXPECT_THAT(to_text({.d0 = Simulated{"cards"}}), Eq("simulated:cards"));
  EXPECT_THAT(to_text({.d1 = Simulated{"cards"}}), Eq("simulated:cards"));
  EXPECT_TRUE(is_simulated(WiegandPlace{}));
  EXPECT_FALSE(is_simulated({.d0 = five, .d1 = six}));
}

TEST(PanelPlaceTest, TellsALineOfOsdp) {
  const PanelPlace real = osdp::Place{osdp::SerialPort{"/dev/ttyS1"}};
  EXPECT_EQ(to_text(real), "osdp:/dev/ttyS1");
  EXPECT_FALSE(is_simulated(real));
  EXPECT_TRUE(is_simulated(PanelPlace{osdp::Place{osdp::SimulatedPanel{}}}));
  EXPECT_TRUE(is_simulated(PanelPlace{WiegandPlace{}}));
}

}  // namespace
}  // namespace portero::panel
