#include "base/bytes.hpp"

#include <array>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::base {
namespace {

using testing::ElementsAre;

TEST(ByteReader, ReadsNetworkOrder) {
  const std::array<std::uint8_t, 15> wire{1, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 1, 0};
  ByteReader reader{wire};
  EXPECT_EQ(reader.u8(), 1);
  EXPECT_EQ(reader.u16(), 2);
  EXPECT_EQ(reader.u32(), 3U);
  EXPECT_EQ(reader.u64(), 256U);
  EXPECT_TRUE(reader.empty());
}

TEST(ByteReader, TakesNothingWhenTooLittleIsLeft) {
  const std::array<std::uint8_t, 3> wire{1, 2, 3};
  ByteReader reader{wire};
  EXPECT_EQ(reader.u32(), std::nullopt);
  EXPECT_EQ(reader.bytes(4), std::nullopt);
  EXPECT_EQ(reader.u16(), 0x0102);
  EXPECT_THAT(reader.rest(), ElementsAre(3));
}

TEST(ByteReader, GivesAViewOfTheBytesAsked) {
  const std::array<std::uint8_t, 3> wire{1, 2, 3};
  ByteReader reader{wire};
  EXPECT_THAT(reader.bytes(2).value(), ElementsAre(1, 2));
  EXPECT_THAT(reader.bytes(0).value(), ElementsAre());
}

TEST(ByteWriter, WritesNetworkOrder) {
  ByteWriter writer{15};
  EXPECT_TRUE(writer.u8(1) && writer.u16(2) && writer.u32(3) && writer.u64(256));
  EXPECT_THAT(writer.written(), ElementsAre(1, 0, 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 1, 0));
}

TEST(ByteWriter, WritesNothingThatDoesNotFitWhole) {
  ByteWriter writer{3};
  EXPECT_FALSE(writer.u32(1));
  EXPECT_TRUE(writer.u16(0x0102));
  EXPECT_FALSE(writer.u16(3));
  EXPECT_TRUE(writer.u8(3));
  EXPECT_THAT(writer.written(), ElementsAre(1, 2, 3));
  EXPECT_EQ(writer.room(), 0U);
}

}  // namespace
}  // namespace portero::base
