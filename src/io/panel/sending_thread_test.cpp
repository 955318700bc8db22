#include "io/panel/sending_thread.hpp"

#include <gmock/gmock.h>

namespace portero::panel {
namespace {

using namespace std::chrono_literals;
using access::WiegandLine;
using testing::ElementsAre;

class CountedWires final : public Wires {
 public:
  bool set(WiegandLine, bool is_pulled) override {
    pulled = is_pulled;
    pulses += is_pulled;
    return true;
  }
  void card_over() override { ++cards; }

  std::atomic<bool> pulled = false;
  std::atomic<int> pulses = 0;
  std::atomic<int> cards = 0;
};

std::vector<access::WiegandPulse> card(std::string_view bits, base::Duration interval) {
  return access::wiegand_pulses(*access::Bits::from_text(bits),
                                access::WiegandTiming::make(50us, interval).value());
}

struct SendingThreadTest : testing::Test {
  std::unique_ptr<SendingThread> start(CountedWires& wires) {
    return std::make_unique<SendingThread>(
        loop, wires, [this] { first = std::this_thread::get_id(); },
        [this](const SendingThread::Over& over) {
          how.push_back(over.how);
          if (over.how != Sending::whole) return;
          const auto reading = reading_of(over.made.all());
          ASSERT_TRUE(reading);
          read.push_back(reading->bits.text());
        });
  }

  base::TimePoint in_time() { return loop.now() + 10s; }

  loop::EventLoop loop;
  std::thread::id first;
  std::vector<std::string> read;
  std::vector<Sending> how;
};

TEST_F(SendingThreadTest, SendsOneCardAfterTheOtherAndTellsEach) {
  CountedWires wires;
  const auto thread = start(wires);
  EXPECT_NE(first, std::this_thread::get_id());
  thread->send(card("101", 200us), in_time());
  ASSERT_TRUE(loop.run_until([&] { return read.size() == 1; }, 10s));
  thread->send(card("0110", 200us), in_time());
  ASSERT_TRUE(loop.run_until([&] { return read.size() == 2; }, 10s));
  EXPECT_THAT(read, ElementsAre("101", "0110"));
  EXPECT_EQ(wires.cards, 2);
}

// It was in time when it was handed over.
TEST_F(SendingThreadTest, SendsNothingThatBecameLateOnItsWayHereAndTellsIt) {
  CountedWires wires;
  const auto thread = start(wires);
  thread->send(card("101", 200us), loop.now() - 1us);
  ASSERT_TRUE(loop.run_until([&] { return how.size() == 1; }, 10s));
  EXPECT_EQ(wires.pulses, 0);
  thread->send(card("0110", 200us), in_time());
  ASSERT_TRUE(loop.run_until([&] { return how.size() == 2; }, 10s));
  EXPECT_THAT(how, ElementsAre(Sending::late, Sending::whole));
  EXPECT_THAT(read, ElementsAre("0110"));
}

// The process ends in the middle of a card: the panel gets a piece of it, and no wire stays low.
TEST_F(SendingThreadTest, EndsBehindAPulseAndTellsNothing) {
  CountedWires wires;
  auto thread = start(wires);
  thread->send(card(std::string(128, '1'), 20ms), in_time());
  while (wires.pulses == 0) std::this_thread::yield();
  thread.reset();
  EXPECT_FALSE(wires.pulled);
  EXPECT_LT(wires.pulses, 128);
  loop.run_for(1ms);
  EXPECT_THAT(read, testing::IsEmpty());
}

}  // namespace
}  // namespace portero::panel
