#include "io/loop/event_loop.hpp"

#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::loop {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

TEST(EventLoop, RunsPostedTasksInOrderAndNotAtOnce) {
  EventLoop loop;
  std::vector<int> order;
  loop.post([&] { order.push_back(2); });
  loop.post([&] { order.push_back(3); });
  order.push_back(1);
  EXPECT_TRUE(loop.run_until([&] { return order.size() == 3; }, 5s));
  EXPECT_THAT(order, ElementsAre(1, 2, 3));
}

TEST(EventLoop, TakesTasksOfOtherThreads) {
  EventLoop loop;
  std::thread::id ran_on;
  std::thread other{[&] {
    loop.post([&] {
      ran_on = std::this_thread::get_id();
      loop.stop();
    });
  }};
  loop.run();
  other.join();
  EXPECT_EQ(ran_on, std::this_thread::get_id());
}

TEST(EventLoop, RunsAgainAfterItWasStopped) {
  EventLoop loop;
  int runs = 0;
  for (int i = 0; i < 2; ++i) {
    loop.post([&] {
      ++runs;
      loop.stop();
    });
    loop.run();
  }
  EXPECT_EQ(runs, 2);
}

TEST(EventLoop, DoesNotRunWhenItWasStoppedBefore) {
  EventLoop loop;
  loop.stop();
  loop.run();
  bool ran = false;
  loop.post([&] { ran = true; });
  EXPECT_TRUE(loop.run_until([&] { return ran; }, 5s));
}

TEST(EventLoop, GivesUpWaitingWhenTheTimeIsOver) {
  EventLoop loop;
  EXPECT_FALSE(loop.run_until([] { return false; }, 1ms));
  EXPECT_EQ(loop.run_for(1ms), 0U);
}

TEST(EventLoop, TellsATimeThatNeverGoesBack) {
  const EventLoop loop;
  const auto before = loop.now();
  EXPECT_LE(before, loop.now());
}

}  // namespace
}  // namespace portero::loop
