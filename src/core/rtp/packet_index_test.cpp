#include "core/rtp/packet_index.hpp"

#include <gmock/gmock.h>

namespace portero::rtp {
namespace {

using testing::Eq;
using testing::Optional;

constexpr std::uint32_t phone = 7;
constexpr std::uint64_t turn = 65'536;

TEST(PacketIndexTest, IsTheOneNearestToTheHighest) {
  EXPECT_EQ(index_of(100, 90), 100U);
  EXPECT_EQ(index_of(3, 65'530), turn + 3);
  EXPECT_EQ(index_of(65'530, turn + 3), 65'530U);
  EXPECT_EQ(index_of(3, 9 * turn + 65'530), 10 * turn + 3);
}

TEST(PacketIndexTest, IsNeverBeforeTheFirstTurn) { EXPECT_EQ(index_of(65'530, 3), 65'530U); }

TEST(PacketIndexTest, HalfATurnAwayIsTheSameTurn) {
  EXPECT_EQ(index_of(32'768, turn), turn + 32'768);
  EXPECT_EQ(index_of(32'769, turn), 32'769U);
  EXPECT_EQ(index_of(0, turn + 32'768), turn);
  EXPECT_EQ(index_of(0, turn + 32'769), 2 * turn);
}

struct IndexWatchTest : testing::Test {
  IndexWatch watch;
};

TEST_F(IndexWatchTest, TellsTheFirstPacketAndEachQuarterOfATurn) {
  std::vector<std::uint64_t> told;
  for (std::uint64_t index = 65'000; index < 3 * turn; index += 7) {
    if (const auto reached = watch.take(phone, static_cast<std::uint16_t>(index % turn))) {
      EXPECT_EQ(*reached, (PacketIndex{phone, index}));
      told.push_back(index / (turn / 4));
    }
  }
  EXPECT_THAT(told, testing::ElementsAre(3, 4, 5, 6, 7, 8, 9, 10, 11));
}

TEST_F(IndexWatchTest, APacketThatComesLateTurnsNothingBack) {
  std::ignore = watch.take(phone, 65'535);
  EXPECT_THAT(watch.take(phone, 1), Optional(PacketIndex{phone, turn + 1}));
  EXPECT_THAT(watch.take(phone, 65'534), Eq(std::nullopt));
  EXPECT_THAT(watch.take(phone, 2), Eq(std::nullopt));
  EXPECT_EQ(watch.turns_of(phone, 2), 1U);
  EXPECT_EQ(watch.turns_of(phone, 65'534), 0U);
}

TEST_F(IndexWatchTest, AnotherSenderBeginsAnew) {
  watch.begin({phone, 4 * turn});
  EXPECT_THAT(watch.take(8, 40), Optional(PacketIndex{8, 40}));
  EXPECT_EQ(watch.turns_of(phone, 41), 0U);
}

TEST_F(IndexWatchTest, KnowsWhatAnotherProcessHadReached) {
  watch.begin({phone, 2 * turn + 60'000});
  EXPECT_EQ(watch.turns_of(phone, 60'500), 2U);
  EXPECT_EQ(watch.turns_of(phone, 40), 3U) << "it turned while nobody listened";
  EXPECT_EQ(watch.turns_of(8, 40), 0U);
  EXPECT_THAT(watch.take(phone, 60'500), Eq(std::nullopt)) << "that was told already";
  EXPECT_THAT(watch.take(phone, 40), Optional(PacketIndex{phone, 3 * turn + 40}));
}

}  // namespace
}  // namespace portero::rtp
