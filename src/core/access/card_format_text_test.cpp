#include "core/access/card_format_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/access/card_formats.hpp"

namespace portero::access {
namespace {

LayoutTextError error_of(std::string_view text) {
  auto format = card_format_from_text("own", text);
  if (format) return {0, "accepted"};
  return format.error();
}

std::string rewritten(std::string_view text) {
  return to_text(card_format_from_text("own", text).value().layout());
}

TEST(CardFormatText, DescribesAWholeFormat) {
  const auto format = card_format_from_text("own", "26: P0=even(1-12) F=1-8 C=9-24 P25=odd(13-24)");
  ASSERT_TRUE(format.has_value());
  EXPECT_EQ(format->name(), "own");
  EXPECT_EQ(format->layout(), unlock_format_by_name("h10301")->layout());
}

TEST(CardFormatText, IsWrittenWithTheFieldsFirst) {
  EXPECT_EQ(rewritten("  26:P0=even(1-12)   C=9-24 F=1-8 P25=odd(13-24)  "),
            "26: F=1-8 C=9-24 P0=even(1-12) P25=odd(13-24)");
  EXPECT_EQ(rewritten("8: C=0 P7=odd(6,0-2,3-4)"), "8: C=0 P7=odd(0-4,6)");
}

TEST(CardFormatText, OfEveryKnownFormatReadsBackEqual) {
  for (const CardFormat& format : known_formats())
    EXPECT_EQ(card_format_from_text(format.name(), to_text(format.layout())), format);
}

TEST(CardFormatText, OfTheLongestLayoutFits) {
  CardLayout layout{.length = max_bits, .facility = {}, .card = {100, 1}, .parities = {}};
  Positions every_second;
  for (std::size_t position = 1; position < max_bits; position += 2) every_second.set(position);
  for (std::size_t index = 0; index < max_parities; ++index)
    layout.parities.push_back({102 + 2 * index, ParityKind::even, every_second});
  const std::string text = to_text(layout);
  EXPECT_LE(text.size(), max_layout_text);
  EXPECT_EQ(card_format_from_text("own", text)->layout(), layout);
}

TEST(CardFormatText, TellsTheColumnOfWhatItDoesNotUnderstand) {
  EXPECT_EQ(error_of(""), (LayoutTextError{1, "a number is expected"}));
  EXPECT_EQ(error_of("26"), (LayoutTextError{3, "':' is expected"}));
  EXPECT_EQ(error_of("26: X=1"), (LayoutTextError{5, "F=, C= or P is expected"}));
  EXPECT_EQ(error_of("26: C=a"), (LayoutTextError{7, "a number is expected"}));
  EXPECT_EQ(error_of("26: C=1-8;"), (LayoutTextError{10, "a blank is expected"}));
  EXPECT_EQ(error_of("26: C=8-1"), (LayoutTextError{7, "the last bit comes before the first one"}));
  EXPECT_EQ(error_of("26: C=1-128"), (LayoutTextError{7, "bits count from 0 to 127"}));
  EXPECT_EQ(error_of("26: C=1000"), (LayoutTextError{7, "a number has at most 3 digits"}));
  EXPECT_EQ(error_of("26: C=1 C=2"), (LayoutTextError{9, "this field is there already"}));
  EXPECT_EQ(error_of("26: F=1-8"),
            (LayoutTextError{10, "the card number's bits are missing: C=first-last"}));
  EXPECT_EQ(error_of("26: C=1 P0=Even(1)"), (LayoutTextError{12, "even or odd is expected"}));
  EXPECT_EQ(error_of("26: C=1 P0=even 1"), (LayoutTextError{16, "'(' is expected"}));
  EXPECT_EQ(error_of("26: C=1 P0=even(1"), (LayoutTextError{18, "')' is expected"}));
  EXPECT_EQ(error_of("26: C=1 P0=even()"), (LayoutTextError{17, "a number is expected"}));
  EXPECT_EQ(error_of("26: C=1 P0=even(1-3,2)"), (LayoutTextError{21, "bit 2 is named twice"}));
}

TEST(CardFormatText, TellsTheColumnOfWhatIsNotSound) {
  EXPECT_EQ(error_of("129: C=1"), (LayoutTextError{1, "a card of 129 bits: 1 to 128 are allowed"}));
  EXPECT_EQ(error_of("26: F=1-8 C=20-30"),
            (LayoutTextError{11, "the card number reaches past the card's last bit, which is 25"}));
  EXPECT_EQ(error_of("26: F=1-9 C=9-24"),
            (LayoutTextError{5, "the facility id overlaps the card number"}));
  EXPECT_EQ(error_of("26: C=1-9 P0=odd(1) P25=odd(25)"),
            (LayoutTextError{21, "parity bit 25 covers itself"}));
}

TEST(CardFormatText, IsBounded) {
  EXPECT_EQ(error_of("8: C=1" + std::string(max_layout_text, ' ')),
            (LayoutTextError{max_layout_text + 1, "at most 4096 characters are allowed"}));
  std::string many = "100: C=50";
  for (std::size_t bit = 0; bit <= max_parities; ++bit)
    many += " P" + std::to_string(bit) + "=odd(50)";
  EXPECT_EQ(error_of(many).reason, "at most 8 parity bits are allowed");
}

}  // namespace
}  // namespace portero::access
