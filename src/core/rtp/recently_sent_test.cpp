#include "core/rtp/recently_sent.hpp"

#include <array>

#include <gtest/gtest.h>

namespace portero::rtp {
namespace {

using namespace std::chrono_literals;

constexpr base::TimePoint start{1h};

RecentlySent::Packet packet(std::uint16_t number, base::TimePoint at) {
  return {.sequence_number = number, .at = at, .payload = std::make_shared<const Bytes>(1)};
}

TEST(RecentlySent, FindsAcrossTheTurnOfTheNumbers) {
  constexpr std::array<std::uint16_t, 4> numbers{65534, 65535, 0, 1};
  RecentlySent sent;
  for (const std::uint16_t number : numbers) sent.add(packet(number, start));
  for (const std::uint16_t number : numbers) {
    ASSERT_NE(sent.find(number, start), nullptr) << number;
    EXPECT_EQ(sent.find(number, start)->sequence_number, number);
  }
  EXPECT_EQ(sent.find(2, start), nullptr);
  EXPECT_EQ(sent.find(65533, start), nullptr);
  EXPECT_EQ(RecentlySent{}.find(0, start), nullptr);
}

// Ten viewers once held 13 MB of packets, most of which nobody would ask for any more.
TEST(RecentlySent, KeepsNothingForLongerThanItIsOfUse) {
  RecentlySent sent;
  sent.add(packet(1, start));
  EXPECT_NE(sent.find(1, start + RecentlySent::max_age), nullptr);
  EXPECT_EQ(sent.find(1, start + RecentlySent::max_age + 1us), nullptr);
  sent.add(packet(2, start + RecentlySent::max_age + 1us));
  EXPECT_EQ(sent.size(), 1U);
  for (std::uint16_t number = 3; number < 3000; ++number)
    sent.add(packet(number, start + RecentlySent::max_age + 1us));
  EXPECT_EQ(sent.size(), RecentlySent::max_packets);
}

}  // namespace
}  // namespace portero::rtp
