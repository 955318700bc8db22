#include "core/media/congestion/throughput.hpp"

#include <gmock/gmock.h>

namespace portero::congestion {
namespace {

using namespace std::chrono_literals;

// 1000 bytes every 10 ms are 800 kbit/s.
void pass(Throughput& throughput, base::Duration from, base::Duration until) {
  for (auto at = from; at < until; at += 10ms) throughput.add(at, 1000);
}

TEST(Throughput, IsNotKnownAtOnce) {
  Throughput throughput;
  EXPECT_EQ(throughput.rate(), std::nullopt);
  pass(throughput, 1s, 1s + 200ms);
  EXPECT_EQ(throughput.rate(), std::nullopt);
}

TEST(Throughput, IsOfTheLastHalfSecond) {
  Throughput throughput;
  pass(throughput, 0s, 5s);
  EXPECT_EQ(throughput.rate(), kbit_per_s(800));
  throughput.add(5s + 250ms, 0);
  EXPECT_NEAR(*throughput.rate() / kbit_per_s(400), 1, 0.05) << "half of it was silent";
}

TEST(Throughput, CountsWhatWasOvertaken) {
  Throughput throughput;
  pass(throughput, 0s, 5s);
  const Bitrate before = *throughput.rate();
  throughput.add(4900ms, 1000);
  EXPECT_GT(throughput.rate(), before);
  throughput.add(4400ms, 100'000);
  EXPECT_LT(throughput.rate(), before * 1.1) << "older than the window";
}

TEST(Throughput, StartsAnewWithTheClock) {
  Throughput throughput;
  pass(throughput, 1h, 1h + 5s);
  pass(throughput, 5s, 6s);
  EXPECT_EQ(throughput.rate(), kbit_per_s(800));
}

TEST(Throughput, RemembersNoMoreThanItsLimit) {
  Throughput throughput;
  pass(throughput, 0s, 1s);
  for (std::size_t i = 0; i < 10 * Throughput::max_packets; ++i) throughput.add(1s, 1);
  EXPECT_EQ(throughput.rate(), bitrate(Throughput::max_packets, Throughput::window));
}

}  // namespace
}  // namespace portero::congestion
