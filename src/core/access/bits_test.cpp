#include "core/access/bits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::access {
namespace {

using testing::ElementsAre;

Bits bits(std::string_view text) { return Bits::from_text(text).value(); }

TEST(Bits, StartAllZero) {
  EXPECT_EQ(Bits(5).text(), "00000");
  EXPECT_EQ(Bits().text(), "");
}

TEST(Bits, ReadBackTheTextTheyWereMadeFrom) {
  EXPECT_EQ(bits("10000000100000010001011001").text(), "10000000100000010001011001");
  EXPECT_EQ(bits(std::string(max_bits, '1')).text(), std::string(max_bits, '1'));
}

TEST(Bits, RefuseTextThatIsNotBits) {
  EXPECT_EQ(Bits::from_text("0102"), std::nullopt);
  EXPECT_EQ(Bits::from_text("01 1"), std::nullopt);
  EXPECT_EQ(Bits::from_text(std::string(max_bits + 1, '0')), std::nullopt);
}

TEST(Bits, AreEqualOnlyWithTheSameLengthAndValues) {
  EXPECT_EQ(bits("0110"), bits("0110"));
  EXPECT_NE(bits("0110"), bits("0111"));
  EXPECT_NE(bits("0110"), bits("01100"));
}

TEST(Bits, ForgetWhatWasSetAndCleared) {
  Bits changed(9);
  changed.set(8, true);
  EXPECT_EQ(changed, bits("000000001"));
  changed.set(8, false);
  EXPECT_EQ(changed, Bits(9));
}

TEST(Bits, HoldNumbersMostSignificantBitFirst) {
  Bits card(26);
  card.set_number(1, 8, 1);
  card.set_number(9, 16, 556);
  EXPECT_EQ(card.text(), "00000000100000010001011000");
  EXPECT_EQ(card.number(1, 8), 1U);
  EXPECT_EQ(card.number(9, 16), 556U);
}

TEST(Bits, HoldANumberAsWideAsAFieldMayBe) {
  Bits card(max_bits);
  card.set_number(64, 64, 0x8000000000000001);
  EXPECT_EQ(card.number(64, 64), 0x8000000000000001);
  EXPECT_EQ(card.number(0, 64), 0U);
}

TEST(Bits, AreWrittenInHexAsOneNumber) {
  EXPECT_EQ(bits("10000000100000010001011001").hex(), "2020459");
  EXPECT_EQ(bits("11110000").hex(), "f0");
  EXPECT_EQ(Bits().hex(), "");
}

TEST(Bits, FillTheLastByteWithZeros) {
  const Bits card = bits("1000000010");
  EXPECT_THAT(card.bytes(), ElementsAre(0x80, 0x80));
  const Bits none;
  EXPECT_THAT(none.bytes(), ElementsAre());
}

TEST(BitsDeathTest, DoNotReachPastTheirEnd) {
  EXPECT_DEATH(static_cast<void>(Bits(max_bits + 1)), "more bits than any card has");
  EXPECT_DEATH(static_cast<void>(Bits(4)[4]), "past the end");
  Bits four(4);
  EXPECT_DEATH(four.set_number(0, 4, 16), "does not fit");
}

}  // namespace
}  // namespace portero::access
