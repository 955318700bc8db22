#include "io/net/byte_queue.hpp"

#include <algorithm>
#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::net {
namespace {

using testing::ElementsAre;

TEST(ByteQueue, GivesBackWhatWasAppendedInOrder) {
  ByteQueue queue;
  EXPECT_TRUE(queue.empty());
  queue.append(std::array<std::uint8_t, 3>{1, 2, 3});
  queue.take(2);
  queue.append(std::array<std::uint8_t, 2>{4, 5});
  EXPECT_THAT(queue.front(), ElementsAre(3, 4, 5));
  EXPECT_EQ(queue.size(), 3U);
  queue.take(3);
  EXPECT_TRUE(queue.empty());
}

TEST(ByteQueue, KeepsTheOrderHoweverItIsFilledAndEmptied) {
  ByteQueue queue;
  std::uint8_t in = 0;
  std::uint8_t out = 0;
  for (std::size_t round = 1; round < 200; ++round) {
    std::vector<std::uint8_t> piece(round % 7);
    std::ranges::generate(piece, [&] { return in++; });
    queue.append(piece);
    for (std::size_t take = std::min(round % 5, queue.size()); take > 0; --take) {
      ASSERT_EQ(queue.front()[0], out++);
      queue.take(1);
    }
  }
  EXPECT_EQ(static_cast<std::uint8_t>(in - out), queue.size() % 256);
}

}  // namespace
}  // namespace portero::net
