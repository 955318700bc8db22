#include "io/media/picture/key_frame_gate.hpp"

#include <gtest/gtest.h>

namespace portero::picture {
namespace {

using namespace std::chrono_literals;

class KeyFrameGateTest : public testing::Test {
 protected:
  base::TimePoint at(base::Duration after) const { return start_ + after; }

  base::TimePoint start_{5s};
  KeyFrameGate gate_;
};

TEST_F(KeyFrameGateTest, AsksAtOnceForTheFirst) {
  EXPECT_TRUE(gate_.requested(at(0ms)));
  EXPECT_EQ(gate_.wakes_at(), std::nullopt);
}

TEST_F(KeyFrameGateTest, AsksOnceForAllWhoWaitForIt) {
  ASSERT_TRUE(gate_.requested(at(0ms)));
  for (int i = 1; i < 10; ++i) EXPECT_FALSE(gate_.requested(at(i * 30ms)));
  gate_.came();
  EXPECT_EQ(gate_.wakes_at(), std::nullopt);
}

TEST_F(KeyFrameGateTest, KeepsARequestThatComesTooEarly) {
  ASSERT_TRUE(gate_.requested(at(0ms)));
  gate_.came();
  EXPECT_FALSE(gate_.requested(at(100ms)));
  EXPECT_FALSE(gate_.requested(at(200ms)));
  EXPECT_EQ(gate_.wakes_at(), at(300ms));
  EXPECT_FALSE(gate_.wake(at(299ms)));
  EXPECT_TRUE(gate_.wake(at(300ms)));
  EXPECT_EQ(gate_.wakes_at(), std::nullopt);
  EXPECT_FALSE(gate_.wake(at(301ms)));
}

TEST_F(KeyFrameGateTest, AsksAtOnceAgainWhenTheIntervalIsOver) {
  ASSERT_TRUE(gate_.requested(at(0ms)));
  gate_.came();
  EXPECT_TRUE(gate_.requested(at(300ms)));
}

TEST_F(KeyFrameGateTest, AsksAgainWhenTheEncoderForgot) {
  ASSERT_TRUE(gate_.requested(at(0ms)));
  EXPECT_FALSE(gate_.requested(at(999ms)));
  EXPECT_TRUE(gate_.requested(at(1s)));
}

}  // namespace
}  // namespace portero::picture
