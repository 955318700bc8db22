#include "core/sip/backoff.hpp"

#include <gtest/gtest.h>

namespace portero::sip {
namespace {

using namespace std::chrono_literals;

TEST(Backoff, DoublesUpToTheLongestWithHalfLeftToChance) {
  base::Dice dice{1};
  Backoff backoff{1s, 60s};
  for (const base::Duration pause : {1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s, 60s}) {
    const base::Duration drawn = backoff.next(dice);
    EXPECT_GE(drawn, pause / 2);
    EXPECT_LE(drawn, pause);
  }
}

TEST(Backoff, StartsAnew) {
  base::Dice dice{1};
  Backoff backoff{1s, 60s};
  for (int i = 0; i < 10; ++i) static_cast<void>(backoff.next(dice));
  backoff.reset();
  EXPECT_LE(backoff.next(dice), 1s);
}

TEST(Backoff, DiffersFromStationToStation) {
  base::Dice one{1};
  base::Dice two{2};
  EXPECT_NE(Backoff(1s, 60s).next(one), Backoff(1s, 60s).next(two));
}

}  // namespace
}  // namespace portero::sip
