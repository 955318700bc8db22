#include "core/panel/led.hpp"

#include <gmock/gmock.h>

namespace portero::panel {
namespace {

using namespace std::chrono_literals;
using testing::Eq;
using testing::Optional;

constexpr base::TimePoint start{1h};

TEST(Led, IsToldOnceItHasLasted) {
  Led led;
  led.moved(true, start);
  EXPECT_THAT(led.next_deadline(), Optional(start + Led::steady));
  EXPECT_THAT(led.lasted(start + Led::steady - 1us), Eq(std::nullopt));
  EXPECT_THAT(led.lasted(start + Led::steady), Optional(Led::Change{true, start}));
  EXPECT_THAT(led.lasted(start + 1s), Eq(std::nullopt)) << "it is no news any more";
  EXPECT_THAT(led.next_deadline(), Eq(std::nullopt));
}

TEST(Led, NoiseIsNotTold) {
  Led led;
  for (int spike = 0; spike < 100; ++spike) {
    led.moved(true, start + spike * 30ms);
    led.moved(false, start + spike * 30ms + Led::steady - 1us);
    EXPECT_THAT(led.lasted(start + spike * 30ms + 29ms), Eq(std::nullopt));
  }
}

TEST(Led, LastsFromTheLastOfItsBounces) {
  Led led;
  led.moved(true, start);
  led.moved(false, start + 5ms);
  led.moved(true, start + 10ms);
  EXPECT_THAT(led.lasted(start + 29ms), Eq(std::nullopt));
  EXPECT_THAT(led.lasted(start + 30ms), Optional(Led::Change{true, start + 10ms}));
}

TEST(Led, TellsThatItRestsAgain) {
  Led led{true};
  EXPECT_THAT(led.lasted(start), Eq(std::nullopt)) << "it was on when nobody looked";
  led.moved(false, start);
  EXPECT_THAT(led.lasted(start + Led::steady), Optional(Led::Change{false, start}));
}

}  // namespace
}  // namespace portero::panel
