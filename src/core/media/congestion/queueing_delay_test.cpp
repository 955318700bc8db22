#include "core/media/congestion/queueing_delay.hpp"

#include <gmock/gmock.h>

namespace portero::congestion {
namespace {

using namespace std::chrono_literals;

class QueueingDelayTest : public testing::Test {
 protected:
  // A packet every 20 ms, which travels that long on clocks that differ by an hour.
  void send(base::Duration span, base::Duration travels) {
    for (const auto end = now_ + span; now_ < end; now_ += 20ms)
      delay_.add(now_, now_.time_since_epoch() + travels - 1h);
  }

  QueueingDelay delay_;
  base::TimePoint now_{2h};
};

TEST_F(QueueingDelayTest, IsWhatIsAddedToTheFastest) {
  EXPECT_EQ(delay_.now(), 0ms);
  send(2s, 30ms);
  EXPECT_EQ(delay_.now(), 0ms);
  send(2s, 130ms);
  EXPECT_EQ(delay_.now(), 100ms);
}

TEST_F(QueueingDelayTest, JitterIsNoQueue) {
  send(2s, 30ms);
  for (int i = 0; i < 20; ++i) {
    send(80ms, 90ms);
    send(20ms, 31ms);
  }
  EXPECT_EQ(delay_.now(), 1ms);
}

TEST_F(QueueingDelayTest, ALongerWayIsGotUsedTo) {
  send(2s, 30ms);
  send(30s, 130ms);
  EXPECT_EQ(delay_.now(), 0ms);
}

TEST_F(QueueingDelayTest, ForgetsWhatWasBeforeSilence) {
  send(2s, 30ms);
  now_ += 10min;
  send(20ms, 330ms);
  EXPECT_EQ(delay_.now(), 0ms);
}

}  // namespace
}  // namespace portero::congestion
