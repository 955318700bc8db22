#include "io/panel/pulse_sender.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <vector>

#include <gmock/gmock.h>

#include "base/dice.hpp"
#include "core/access/card_format.hpp"
#include "core/access/card_formats.hpp"

namespace {
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): operator new has no place
// else
thread_local std::size_t* allocations_here = nullptr;
}  // namespace

// The thread sanitizer has operators of its own: nothing is counted there.
#if !__has_feature(thread_sanitizer)
void* operator new(std::size_t size) {
  if (allocations_here != nullptr) ++*allocations_here;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc{};
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
#endif

namespace portero::panel {
namespace {

using namespace std::chrono_literals;
using access::Bits;
using access::WiegandLine;
using access::WiegandTiming;
using testing::Eq;
using testing::Ge;

base::TimePoint now() { return base::TimePoint{base::Duration{monotonic_ns() / 1000}}; }

// Sees the wires as a panel does.
class SeenWires final : public Wires {
 public:
  bool set(WiegandLine wire, bool pulled) override {
    bool& state = wire == WiegandLine::d0 ? d0 : d1;
    state = pulled;
    overlapped |= d0 && d1;
    if (pulled && ++pulses == fails_at) return false;
    if (pulled && pulses == stops_at) stop = true;
    while (pulled && pulses == 1 && now() <= first_lasts_until) continue;
    return seen.add({wire, pulled, monotonic_ns()});
  }

  Edges seen;
  bool d0 = false;
  bool d1 = false;
  bool overlapped = false;
  int pulses = 0;
  int fails_at = 0;
  int stops_at = 0;
  base::TimePoint first_lasts_until = base::TimePoint::min();
  std::atomic<bool> stop = false;
};

std::int64_t median(std::vector<std::int64_t> values) {
  std::ranges::sort(values);
  return values.at(values.size() / 2);
}

std::vector<std::int64_t> widths(std::span<const Edge> edges) {
  std::vector<std::int64_t> all;
  for (std::size_t at = 0; at + 1 < edges.size(); at += 2)
    all.push_back(edges[at + 1].at_ns - edges[at].at_ns);
  return all;
}

std::vector<std::int64_t> intervals(std::span<const Edge> edges) {
  std::vector<std::int64_t> all;
  for (std::size_t at = 2; at < edges.size(); at += 2)
    all.push_back(edges[at].at_ns - edges[at - 2].at_ns);
  return all;
}

const WiegandTiming quick = WiegandTiming::make(20us, 200us).value();

struct PulseSenderTest : testing::Test {
  Sending sends(const Bits& bits, const WiegandTiming& timing,
                base::TimePoint not_after = base::TimePoint::max()) {
    const auto pulses = access::wiegand_pulses(bits, timing);
    std::size_t allocations = 0;
    allocations_here = &allocations;
    const Sending how = send(pulses, wires, made, wires.stop, not_after);
    allocations_here = nullptr;
    EXPECT_EQ(allocations, 0U);
    EXPECT_FALSE(wires.overlapped);
    EXPECT_FALSE(wires.d0 || wires.d1) << "a wire does not rest";
    return how;
  }

  SeenWires wires;
  Edges made;
};

TEST_F(PulseSenderTest, TheWiresCarryTheBitsAtTheirTimes) {
  const Bits bits = access::encode(*access::unlock_format_by_name("h10301"), {17, 4711}).value();
  const WiegandTiming usual;
  EXPECT_THAT(sends(bits, usual), Eq(Sending::whole));
  const auto reading = reading_of(wires.seen.all());
  ASSERT_TRUE(reading) << reading.error();
  EXPECT_EQ(reading->bits, bits);
  const auto noted = reading_of(made.all());
  ASSERT_TRUE(noted);
  EXPECT_EQ(noted->bits, bits);
  // Never shorter; longer where the machine did something else.
  EXPECT_THAT(noted->times.narrowest_ns, Ge(50'000));
  EXPECT_THAT(noted->times.shortest_interval_ns, Ge(2'000'000));
  RecordProperty("median_width_ns", std::to_string(median(widths(made.all()))));
  RecordProperty("median_interval_ns", std::to_string(median(intervals(made.all()))));
}

// Every format that a station can send, with random numbers.
TEST_F(PulseSenderTest, EveryCardOfEveryFormatReadsBack) {
  base::Dice dice{20'261'129};
  for (const access::CardFormat& format : access::known_formats()) {
    for (int card = 0; card < 8; ++card) {
      const access::Credential max = format.max();
      const access::Credential sent{max.facility & dice.next(), max.card & dice.next()};
      const Bits bits = access::encode(format, sent).value();
      wires.seen.clear();
      ASSERT_THAT(sends(bits, quick), Eq(Sending::whole));
      const auto reading = reading_of(wires.seen.all());
      ASSERT_TRUE(reading) << format.name() << ": " << reading.error();
      EXPECT_EQ(access::decode(format, reading->bits), sent) << format.name();
    }
  }
}

TEST_F(PulseSenderTest, AWireThatDoesNotMoveIsToldAndNothingIsLeftPulled) {
  wires.fails_at = 3;
  EXPECT_THAT(sends(*Bits::from_text("10101"), quick), Eq(Sending::line_failed));
  EXPECT_EQ(wires.pulses, 3);
}

// The process was stopped, or the machine busy, between the taking of the card and its first pulse.
TEST_F(PulseSenderTest, PullsNoWireForACardThatIsLate) {
  EXPECT_THAT(sends(*Bits::from_text("10101"), quick, now() - 1us), Eq(Sending::late));
  EXPECT_EQ(wires.pulses, 0);
  EXPECT_TRUE(made.all().empty());
}

TEST_F(PulseSenderTest, EndsACardThatBeganInTime) {
  wires.first_lasts_until = now() + 300ms;
  EXPECT_THAT(sends(*Bits::from_text("101"), quick, wires.first_lasts_until), Eq(Sending::whole));
}

TEST_F(PulseSenderTest, LeavesOffBehindAPulseWhenStopped) {
  wires.stops_at = 2;
  EXPECT_THAT(sends(*Bits::from_text("10101"), quick), Eq(Sending::stopped));
  EXPECT_EQ(wires.pulses, 2);
}

}  // namespace
}  // namespace portero::panel
