#include "core/events/retention.hpp"

#include <gmock/gmock.h>

namespace portero::events {
namespace {

using namespace std::chrono_literals;

constexpr Retention few{.most = 100, .longest = std::chrono::days{30}, .always = 10};
constexpr Time now{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};

TEST(Retention, KeepsTheNewestByCount) {
  const Cut cut = events::cut(few, 250, now);
  EXPECT_TRUE(goes(cut, 150, now));
  EXPECT_FALSE(goes(cut, 151, now));
}

TEST(Retention, KeepsTheNewestByAge) {
  const Cut cut = events::cut(few, 50, now);
  EXPECT_TRUE(goes(cut, 40, now - std::chrono::days{31}));
  EXPECT_FALSE(goes(cut, 40, now - std::chrono::days{30}));
}

TEST(Retention, LetsNothingGoWhileThereIsLittle) {
  const Cut cut = events::cut(few, 3, now);
  EXPECT_FALSE(goes(cut, 1, now));
}

// A station whose clock lost its battery begins in 1970 and is then set right: what it had recorded
// until then looked fifty years old, and would have gone with the next trimming.
TEST(Retention, AClockThatJumpsDoesNotEmptyTheRecord) {
  const Cut cut = events::cut(few, 20, now);
  int left = 0;
  for (Number number = 1; number <= 20; ++number) left += goes(cut, number, Time{1h}) ? 0 : 1;
  EXPECT_EQ(left, 10);
}

}  // namespace
}  // namespace portero::events
