#include "core/access/card_format.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::access {
namespace {

using testing::VariantWith;

Positions positions(std::initializer_list<std::size_t> list) {
  Positions result;
  for (const std::size_t position : list) result.set(position);
  return result;
}

// Eight bits: 0 parity, 1 and 2 facility, 3 to 5 card, 6 of no use, 7 parity over everything
// before.
CardLayout small() {
  return {.length = 8,
          .facility = Field{1, 2},
          .card = {3, 3},
          .parities = {{0, ParityKind::even, positions({1, 2, 3})},
                       {7, ParityKind::odd, positions({0, 1, 2, 3, 4, 5})}}};
}

CardFormat sound(CardLayout layout) { return CardFormat::make("small", std::move(layout)).value(); }

LayoutError objection(CardLayout layout) {
  auto made = CardFormat::make("wrong", std::move(layout));
  if (made) return {LayoutPart::length, 0, "accepted"};
  return made.error();
}

TEST(CardFormat, ComputesParitiesInTheOrderGiven) {
  const CardFormat format = sound(small());
  EXPECT_EQ(encode(format, {1, 0}).value().text(), "10100001");
  EXPECT_EQ(encode(format, {3, 0}).value().text(), "01100001");
  EXPECT_EQ(encode(format, {3, 7}).value().text(), "11111101");
}

TEST(CardFormat, ReadsBackEveryCredentialItTakes) {
  const CardFormat format = sound(small());
  EXPECT_EQ(format.max(), (Credential{3, 7}));
  for (std::uint64_t facility = 0; facility <= 3; ++facility)
    for (std::uint64_t card = 0; card <= 7; ++card)
      EXPECT_EQ(decode(format, encode(format, {facility, card}).value()),
                (Credential{facility, card}));
}

TEST(CardFormat, SaysWhichParityDoesNotHold) {
  const CardFormat format = sound(small());
  const auto decoded = [&](std::string_view text) {
    return decode(format, Bits::from_text(text).value()).error();
  };
  EXPECT_THAT(decoded("00100001"), VariantWith<WrongParity>(WrongParity{0}));
  EXPECT_THAT(decoded("10100000"), VariantWith<WrongParity>(WrongParity{7}));
  EXPECT_THAT(decoded("1010000"), VariantWith<WrongLength>(WrongLength{8, 7}));
}

TEST(CardFormat, ReadsCardsWhateverTheirUnusedBitsHold) {
  EXPECT_EQ(decode(sound(small()), Bits::from_text("10100011").value()), (Credential{1, 0}));
}

TEST(CardFormat, MayHaveAFieldAsWideAsANumber) {
  const CardFormat format = sound({.length = 64, .facility = {}, .card = {0, 64}, .parities = {}});
  constexpr std::uint64_t largest = 0xFFFFFFFFFFFFFFFF;
  EXPECT_EQ(format.max(), (Credential{0, largest}));
  EXPECT_EQ(decode(format, encode(format, {0, largest}).value()), (Credential{0, largest}));
}

TEST(CardFormat, HasOneTo128Bits) {
  CardLayout layout = small();
  layout.length = 0;
  EXPECT_EQ(objection(layout),
            (LayoutError{LayoutPart::length, 0, "a card of 0 bits: 1 to 128 are allowed"}));
  layout.length = 129;
  EXPECT_EQ(objection(layout).part, LayoutPart::length);
  layout.length = 128;
  EXPECT_TRUE(CardFormat::make("long", layout).has_value());
}

TEST(CardFormat, HasFieldsInsideTheCard) {
  CardLayout layout = small();
  layout.card = {6, 3};
  EXPECT_EQ(objection(layout),
            (LayoutError{LayoutPart::card, 0,
                         "the card number reaches past the card's last bit, which is 7"}));
  layout.card = {3, 0};
  EXPECT_EQ(objection(layout),
            (LayoutError{LayoutPart::card, 0, "the card number has 0 bits: 1 to 64 are allowed"}));
  layout = small();
  layout.facility = Field{static_cast<std::size_t>(-1), 2};
  EXPECT_EQ(objection(layout).part, LayoutPart::facility);
  layout.length = 128;
  layout.facility = Field{10, 65};
  EXPECT_EQ(objection(layout).reason, "the facility id has 65 bits: 1 to 64 are allowed");
}

TEST(CardFormat, HasFieldsThatDoNotOverlap) {
  CardLayout layout = small();
  layout.facility = Field{1, 3};
  EXPECT_EQ(objection(layout),
            (LayoutError{LayoutPart::facility, 0, "the facility id overlaps the card number"}));
}

TEST(CardFormat, HasParityBitsOutsideOfItsFieldsAndOfEachOther) {
  CardLayout layout = small();
  layout.parities[1].bit = 4;
  EXPECT_EQ(objection(layout),
            (LayoutError{LayoutPart::parities, 1,
                         "parity bit 4 is inside the facility id or the card number"}));
  layout.parities[1].bit = 8;
  EXPECT_EQ(objection(layout).reason, "parity bit 8 is past the card's last bit, which is 7");
  layout.parities[1].bit = 1'000;
  EXPECT_EQ(objection(layout).parity, 1U);
  layout.parities[1].bit = 0;
  EXPECT_EQ(objection(layout).reason, "bit 0 is a parity bit already");
}

TEST(CardFormat, HasParitiesThatCoverBitsOfTheCard) {
  CardLayout layout = small();
  layout.parities[0].covered.reset();
  EXPECT_EQ(objection(layout).reason, "parity bit 0 covers no bit");
  layout.parities[0].covered.set(8);
  EXPECT_EQ(objection(layout).reason,
            "parity bit 0 covers bits past the card's last bit, which is 7");
  layout.parities[0].covered = positions({0, 1});
  EXPECT_EQ(objection(layout).reason, "parity bit 0 covers itself");
}

// Corporate 1000 cards need their overall parity computed last. Computed first, it would be wrong
// as soon as the parities that it covers got their values, and a panel would refuse the card.
TEST(CardFormat, ComputesNoParityBeforeAnotherOneThatItCovers) {
  CardLayout layout = small();
  std::swap(layout.parities[0], layout.parities[1]);
  EXPECT_EQ(objection(layout),
            (LayoutError{LayoutPart::parities, 0,
                         "parity bit 7 covers a parity bit that comes after it: parities are "
                         "computed in the order given, put the covered one first"}));
}

TEST(CardFormat, HasABoundedNumberOfParities) {
  CardLayout layout{.length = 100, .facility = {}, .card = {0, 8}, .parities = {}};
  for (std::size_t index = 0; index < max_parities; ++index)
    layout.parities.push_back({10 + index, ParityKind::even, positions({0})});
  EXPECT_TRUE(CardFormat::make("many", layout).has_value());
  layout.parities.push_back({90, ParityKind::even, positions({0})});
  EXPECT_EQ(objection(layout).reason, "9 parity bits: at most 8 are allowed");
}

}  // namespace
}  // namespace portero::access
