#include "core/media/congestion/pacer.hpp"

#include <gmock/gmock.h>

namespace portero::congestion {
namespace {

using namespace std::chrono_literals;

constexpr base::TimePoint start{1h};

TEST(Pacer, SpreadsAPictureByItsHaste) {
  Pacer pacer;
  pacer.set_estimate(kbit_per_s(500));
  EXPECT_EQ(pacer.leaves(1000, start), start);
  EXPECT_EQ(pacer.leaves(1000, start), start + 10ms);
  EXPECT_EQ(pacer.leaves(1000, start + 5ms), start + 20ms);
}

TEST(Pacer, SavesNothingUp) {
  Pacer pacer;
  pacer.set_estimate(kbit_per_s(500));
  (void)pacer.leaves(1000, start);
  EXPECT_EQ(pacer.leaves(1000, start + 1s), start + 1s);
  EXPECT_EQ(pacer.leaves(1000, start + 1s), start + 1010ms);
}

TEST(Pacer, LetsNobodyWaitForEver) {
  Pacer pacer;
  pacer.set_estimate(kbit_per_s(60));
  base::TimePoint last;
  for (int i = 0; i < 100; ++i) last = pacer.leaves(1500, start);
  EXPECT_EQ(last, start + Pacer::longest_wait);
}

}  // namespace
}  // namespace portero::congestion
