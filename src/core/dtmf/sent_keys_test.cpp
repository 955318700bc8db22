#include "core/dtmf/sent_keys.hpp"

#include <vector>

#include <gmock/gmock.h>

namespace portero::dtmf {
namespace {

using testing::ElementsAre;
using testing::Eq;

constexpr std::uint32_t step = 160;  // 20 ms of 8000 Hz

struct SentKeysTest : testing::Test {
  std::vector<SentKeys::Packet> packets_of(int packet_times) {
    std::vector<SentKeys::Packet> packets;
    for (int time = 0; time < packet_times; ++time, now += step)
      if (const auto packet = keys.next(now, step)) packets.push_back(*packet);
    return packets;
  }
  static std::vector<int> durations(const std::vector<SentKeys::Packet>& packets) {
    std::vector<int> all;
    for (const auto& packet : packets) all.push_back(packet.payload[2] << 8 | packet.payload[3]);
    return all;
  }

  SentKeys keys;
  std::uint32_t now = 1000;
};

TEST_F(SentKeysTest, AreNothingUntilOneIsPressed) {
  EXPECT_THAT(keys.next(now, step), Eq(std::nullopt));
}

TEST_F(SentKeysTest, GrowAndEndThreeTimes) {
  constexpr auto hash = Key::from_character('#');
  ASSERT_TRUE(hash);
  ASSERT_TRUE(keys.press(*hash));
  const auto packets = packets_of(20);
  EXPECT_THAT(durations(packets), ElementsAre(160, 320, 480, 640, 800, 800, 800));
  for (std::size_t i = 0; i < packets.size(); ++i) {
    EXPECT_EQ(packets[i].rtp_timestamp, 1000U);
    EXPECT_EQ(packets[i].begins, i == 0);
    EXPECT_EQ(packets[i].payload[0], 11);
    EXPECT_EQ((packets[i].payload[1] & 0x80) != 0, i >= 4) << i;
  }
}

TEST_F(SentKeysTest, LeaveTimeForSoundInBetween) {
  ASSERT_TRUE(keys.press(key_zero) && keys.press(key_zero));
  const auto packets = packets_of(30);
  ASSERT_EQ(packets.size(), 14U);
  EXPECT_EQ(packets[7].rtp_timestamp, 1000 + 10 * step);
  EXPECT_TRUE(packets[7].begins);
}

TEST_F(SentKeysTest, AreLimitedAndForgotten) {
  for (std::size_t i = 0; i < SentKeys::max_waiting; ++i) EXPECT_TRUE(keys.press(key_zero));
  EXPECT_FALSE(keys.press(key_zero));
  keys.forget();
  EXPECT_THAT(packets_of(5), testing::IsEmpty());
}

}  // namespace
}  // namespace portero::dtmf
