#include "core/media/congestion/shared_rate.hpp"

#include <gmock/gmock.h>

namespace portero::congestion {
namespace {

Bitrate shared(std::initializer_list<int> kilobits) {
  std::vector<Bitrate> rates;
  for (const int rate : kilobits) rates.push_back(kbit_per_s(rate));
  return shared_rate(rates);
}

TEST(SharedRate, OfOneViewerIsHis) { EXPECT_EQ(shared({300}), kbit_per_s(300)); }

TEST(SharedRate, OfTwoIsTheSlowersUnlessHeIsFarBehind) {
  EXPECT_EQ(shared({1000, 700}), kbit_per_s(700));
  EXPECT_EQ(shared({1000, 600}), kbit_per_s(600));
  EXPECT_EQ(shared({1000, 590}), kbit_per_s(1000));
}

TEST(SharedRate, OneOfThreeCostsTheOthersAtMostATenth) {
  EXPECT_EQ(shared({1000, 900, 1000}), kbit_per_s(900));
  EXPECT_EQ(shared({1000, 890, 1000}), kbit_per_s(1000));
  EXPECT_EQ(shared({1000, 100, 1000}), kbit_per_s(1000));
}

TEST(SharedRate, AThirdOfTenMayBeLeftOut) {
  EXPECT_EQ(shared({1000, 1000, 1000, 1000, 1000, 1000, 1000, 700, 300, 100}), kbit_per_s(1000));
  EXPECT_EQ(shared({1000, 1000, 1000, 1000, 1000, 1000, 700, 700, 300, 100}), kbit_per_s(700));
}

TEST(SharedRate, IsNeverFarBelowTheMedian) {
  EXPECT_EQ(shared({1000, 1000, 1000, 1000, 1000, 1000, 300, 300, 300, 300}), kbit_per_s(1000));
  EXPECT_EQ(shared({1000, 1000, 1000, 300, 300, 300, 300, 300, 300, 300}), kbit_per_s(300));
}

}  // namespace
}  // namespace portero::congestion
