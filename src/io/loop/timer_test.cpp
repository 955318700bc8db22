#include "io/loop/timer.hpp"

#include <optional>

#include <gtest/gtest.h>

namespace portero::loop {
namespace {

using namespace std::chrono_literals;

class TimerTest : public testing::Test {
 protected:
  // Longer than every deadline that a test has set.
  void let_all_pass() {
    bool passed = false;
    Timer last{loop};
    last.start(5ms, [&] { passed = true; });
    ASSERT_TRUE(loop.run_until([&] { return passed; }, 5s));
  }

  EventLoop loop;
  int fired = 0;
};

TEST_F(TimerTest, FiresOnceAndNotBeforeItsTime) {
  Timer timer{loop};
  const auto start = loop.now();
  timer.start(2ms, [&] { ++fired; });
  EXPECT_TRUE(loop.run_until([&] { return fired > 0; }, 5s));
  EXPECT_GE(loop.now() - start, 2ms);
  let_all_pass();
  EXPECT_EQ(fired, 1);
}

TEST_F(TimerTest, FiresAtATimeAndAtOnceForOneThatIsOver) {
  Timer timer{loop};
  timer.start_at(loop.now() - 1s, [&] { ++fired; });
  EXPECT_EQ(fired, 0);
  EXPECT_TRUE(loop.run_until([&] { return fired == 1; }, 5s));
}

TEST_F(TimerTest, ForgetsWhatWasCancelledReplacedOrDestroyed) {
  Timer cancelled{loop};
  cancelled.start(0ms, [&] { fired += 1; });
  cancelled.cancel();
  Timer replaced{loop};
  replaced.start(0ms, [&] { fired += 10; });
  replaced.start(1ms, [&] { fired += 100; });
  std::optional<Timer> destroyed{loop};
  destroyed->start(0ms, [&] { fired += 1000; });
  destroyed.reset();
  let_all_pass();
  EXPECT_EQ(fired, 100);
}

TEST_F(TimerTest, MayBeStartedOrDestroyedByWhatItFires) {
  std::optional<Timer> timer{loop};
  timer->start(0ms, [&] {
    timer->start(0ms, [&] {
      ++fired;
      timer.reset();
    });
  });
  EXPECT_TRUE(loop.run_until([&] { return fired == 1; }, 5s));
}

}  // namespace
}  // namespace portero::loop
