#include "core/door/movements.hpp"

#include <gmock/gmock.h>

namespace portero::door {
namespace {

base::TimePoint second(std::size_t number) { return base::TimePoint{std::chrono::seconds{number}}; }

TEST(Movements, KnowWhetherTheLineIsOpen) {
  Movements movements;
  EXPECT_FALSE(movements.open());
  movements.moved({second(1), true});
  EXPECT_TRUE(movements.open());
  movements.moved({second(4), false});
  EXPECT_FALSE(movements.open());
}

TEST(Movements, ForgetTheOldestOnes) {
  Movements movements;
  for (std::size_t i = 0; i < Movements::kept + 3; ++i) movements.moved({second(i), i % 2 == 0});
  ASSERT_EQ(movements.all().size(), Movements::kept);
  EXPECT_EQ(movements.all().front().at, second(3));
  EXPECT_EQ(movements.all().back().at, second(Movements::kept + 2));
}

}  // namespace
}  // namespace portero::door
