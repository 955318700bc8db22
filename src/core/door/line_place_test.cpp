#include "core/door/line_place.hpp"

#include <gmock/gmock.h>

namespace portero::door {
namespace {

using testing::Eq;
using testing::HasSubstr;

TEST(LinePlaces, AreReadAndWrittenInTheSameForm) {
  EXPECT_THAT(parse_line_place("simulated").value(), Eq(LinePlace{Simulated{}}));
  EXPECT_THAT(parse_line_place("simulated:/a:b").value(), Eq(LinePlace{Simulated{"/a:b"}}));
  EXPECT_THAT(parse_line_place("gpio:gpiochip0:17").value(),
              Eq(LinePlace{Gpio{"gpiochip0", "17"}}));
  EXPECT_THAT(parse_line_place("gpio:/dev/gpiochip1:DOOR 1").value(),
              Eq(LinePlace{Gpio{"/dev/gpiochip1", "DOOR 1"}}));
  for (const char* text : {"simulated", "simulated:/a:b", "gpio:gpiochip0:17"})
    EXPECT_THAT(to_text(parse_line_place(text).value()), Eq(text));
}

TEST(LinePlaces, SayWhatToGiveInPlaceOfWhatIsWrong) {
  for (const char* text : {"", "relay", "simulated:", "simulatedx", "gpio", "gpio:", "gpio:0",
                           "gpio::17", "gpio:gpiochip0:"}) {
    const auto place = parse_line_place(text);
    ASSERT_FALSE(place) << text;
    EXPECT_THAT(place.error(), HasSubstr("gpio:CHIP:LINE"));
  }
}

}  // namespace
}  // namespace portero::door
