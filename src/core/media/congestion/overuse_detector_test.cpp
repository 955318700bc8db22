#include "core/media/congestion/overuse_detector.hpp"

#include <gmock/gmock.h>

namespace portero::congestion {
namespace {

using namespace std::chrono_literals;

class OveruseDetectorTest : public testing::Test {
 protected:
  Usage groups(int count, double slope) {
    for (int i = 0; i < count; ++i) {
      arrived_ += 40ms;
      detector_.handle(slope, 40ms, arrived_);
    }
    return detector_.usage();
  }

  OveruseDetector detector_;
  base::Duration arrived_ = 1h;
};

TEST_F(OveruseDetectorTest, AFlatDelayIsNormal) { EXPECT_EQ(groups(200, 0), Usage::normal); }

TEST_F(OveruseDetectorTest, OneSteepGroupIsNoOveruse) {
  groups(100, 0);
  EXPECT_EQ(groups(1, 0.1), Usage::normal);
  EXPECT_EQ(groups(1, 0.1), Usage::overused);
}

TEST_F(OveruseDetectorTest, AQueueThatGrowsMoreSlowlyIsLeftAlone) {
  groups(100, 0);
  EXPECT_EQ(groups(1, 0.1), Usage::normal);
  EXPECT_EQ(groups(1, 0.09), Usage::normal);
}

TEST_F(OveruseDetectorTest, AQueueThatEmptiesIsUnderuse) {
  groups(100, 0);
  EXPECT_EQ(groups(1, -0.1), Usage::underused);
  EXPECT_EQ(groups(1, 0), Usage::normal);
}

TEST_F(OveruseDetectorTest, FewGroupsSayLess) { EXPECT_EQ(groups(4, 0.5), Usage::normal); }

TEST_F(OveruseDetectorTest, JitterIsGotUsedTo) {
  groups(100, 0);
  EXPECT_EQ(groups(2, 0.07), Usage::overused);
  groups(100, 0);
  const double before = detector_.threshold();
  for (int i = 0; i < 100; ++i) {
    groups(1, 0.08);
    groups(1, -0.08);
  }
  EXPECT_GT(detector_.threshold(), before);
  EXPECT_EQ(groups(2, 0.07), Usage::normal);
}

TEST_F(OveruseDetectorTest, ASpikeIsNothingToGetUsedTo) {
  groups(100, 0);
  const double before = detector_.threshold();
  groups(1, 10);
  EXPECT_EQ(detector_.threshold(), before);
}

}  // namespace
}  // namespace portero::congestion
