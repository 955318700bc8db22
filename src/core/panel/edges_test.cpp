#include "core/panel/edges.hpp"

#include <vector>

#include <gmock/gmock.h>

namespace portero::panel {
namespace {

using access::Bits;
using access::WiegandLine;
using testing::Eq;

std::vector<Edge> edges_of(const Bits& bits, const access::WiegandTiming& timing) {
  std::vector<Edge> edges;
  for (const auto& [line, start, width] : access::wiegand_pulses(bits, timing)) {
    edges.push_back({line, true, start.count() * 1000});
    edges.push_back({line, false, (start + width).count() * 1000});
  }
  return edges;
}

std::string_view trouble(const std::vector<Edge>& edges) {
  const auto reading = reading_of(edges);
  return reading ? "" : reading.error();
}

TEST(Edges, ReadBackAsTheCardThatWasSent) {
  const auto bits = *Bits::from_text("10011101");
  const auto reading = reading_of(edges_of(bits, {}));
  ASSERT_TRUE(reading) << reading.error();
  EXPECT_EQ(reading->bits, bits);
  EXPECT_EQ(reading->times, (PulseTimes{50'000, 50'000, 2'000'000, 2'000'000}));
}

TEST(Edges, ABitAloneHasNoInterval) {
  const auto reading = reading_of(edges_of(*Bits::from_text("1"), {}));
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->times, (PulseTimes{50'000, 50'000, 0, 0}));
}

TEST(Edges, WiresThatMoveTogetherAreNoCard) {
  EXPECT_THAT(trouble({}), Eq("no wire was pulled"));
  EXPECT_THAT(trouble({{WiegandLine::d0, true, 1}}), Eq("a wire was left pulled"));
  EXPECT_THAT(trouble({{WiegandLine::d0, true, 1},
                       {WiegandLine::d1, true, 2},
                       {WiegandLine::d0, false, 3},
                       {WiegandLine::d1, false, 4}}),
              Eq("both wires were pulled at a time"));
  EXPECT_THAT(trouble({{WiegandLine::d0, true, 5}, {WiegandLine::d0, false, 4}}),
              Eq("an edge is older than the one before"));
  EXPECT_THAT(trouble({{WiegandLine::d0, true, 1},
                       {WiegandLine::d0, false, 4},
                       {WiegandLine::d1, true, 3},
                       {WiegandLine::d1, false, 5}}),
              Eq("an edge is older than the one before"));
}

TEST(Edges, HaveRoomForTheLongestCardAndNoMore) {
  Edges edges;
  for (std::size_t count = 0; count < 2 * access::max_bits; ++count)
    EXPECT_TRUE(edges.add({WiegandLine::d0, count % 2 == 0, static_cast<std::int64_t>(count)}));
  EXPECT_FALSE(edges.add({}));
  EXPECT_TRUE(reading_of(edges.all()));
  edges.clear();
  EXPECT_TRUE(edges.add({}));
}

}  // namespace
}  // namespace portero::panel
