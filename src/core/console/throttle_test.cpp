#include "core/console/throttle.hpp"

#include <string>

#include <gtest/gtest.h>

namespace portero::console {
namespace {

using namespace std::chrono_literals;

base::IpAddress address(const std::string& text) { return base::IpAddress::parse(text).value(); }

struct ThrottleTest : testing::Test {
  void try_often(int times, const base::IpAddress& from) {
    for (int i = 0; i < times; ++i) throttle.tried(from, now);
  }
  [[nodiscard]] base::Duration wait(const base::IpAddress& from) const {
    return throttle.wait(from, now);
  }

  Throttle throttle;
  base::TimePoint now{1h};
  base::IpAddress guest = address("192.0.2.1");
};

TEST_F(ThrottleTest, AFewTriesAreFree) {
  try_often(Throttle::free_tries - 1, guest);
  EXPECT_EQ(wait(guest), 0s);
}

TEST_F(ThrottleTest, ThenEachTakesTwiceAsLong) {
  try_often(Throttle::free_tries, guest);
  EXPECT_EQ(wait(guest), 2s);
  now += 2s;
  EXPECT_EQ(wait(guest), 0s);
  try_often(1, guest);
  EXPECT_EQ(wait(guest), 4s);
  try_often(1, guest);
  EXPECT_EQ(wait(guest), 8s);
  try_often(1000, guest);
  EXPECT_EQ(wait(guest), Throttle::longest_wait);
}

TEST_F(ThrottleTest, OthersNeedNotWait) {
  try_often(100, guest);
  EXPECT_EQ(wait(address("192.0.2.2")), 0s);
}

TEST_F(ThrottleTest, AnIpv6NetworkIsOneSource) {
  try_often(100, address("2001:db8::1"));
  EXPECT_EQ(wait(address("2001:db8::ffff:1")), Throttle::longest_wait);
  EXPECT_EQ(wait(address("2001:db8:0:1::1")), 0s);
}

TEST_F(ThrottleTest, TheRightPasswordEndsTheWait) {
  try_often(100, guest);
  throttle.succeeded(guest);
  EXPECT_EQ(wait(guest), 0s);
  try_often(1, guest);
  EXPECT_EQ(wait(guest), 0s);
}

TEST_F(ThrottleTest, ForgetsWhoTriesNoMore) {
  try_often(100, guest);
  now += Throttle::forget_after;
  try_often(1, guest);
  EXPECT_EQ(wait(guest), 0s);
}

TEST_F(ThrottleTest, RemembersSoManyAndTheLatest) {
  for (unsigned i = 0; i < Throttle::max_sources + 10; ++i) {
    now += 1ms;
    try_often(100, base::IpAddress{base::IpAddress::V4{10, 0, static_cast<std::uint8_t>(i / 256),
                                                       static_cast<std::uint8_t>(i)}});
  }
  EXPECT_EQ(wait(address("10.0.0.9")), 0s);
  EXPECT_GT(wait(address("10.0.0.10")), 0s);
  EXPECT_GT(wait(address("10.0.1.9")), 0s);
}

}  // namespace
}  // namespace portero::console
