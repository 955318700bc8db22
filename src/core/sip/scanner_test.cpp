#include "core/sip/scanner.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::sip {
namespace {

using testing::Eq;

TEST(Scanner, TakesTokensAndSeparatorsWithTheirWhitespace) {
  Scanner scanner{"SIP \t/ 2.0 \r\n rest"};
  EXPECT_THAT(scanner.token(), Eq("SIP"));
  EXPECT_TRUE(scanner.take_separator('/'));
  EXPECT_THAT(scanner.token(), Eq("2.0"));
  scanner.skip_whitespace();
  EXPECT_THAT(scanner.rest(), Eq("rest"));
}

TEST(Scanner, TakesNothingAtTheEnd) {
  Scanner scanner{"ab"};
  EXPECT_THAT(scanner.take_bytes(5), Eq("ab"));
  EXPECT_TRUE(scanner.at_end());
  EXPECT_FALSE(scanner.take('a'));
  EXPECT_FALSE(scanner.take_separator(';'));
  EXPECT_THAT(scanner.token(), Eq(""));
  EXPECT_THAT(scanner.take_bytes(1), Eq(""));
}

TEST(QuotedString, UndoesItsEscapes) {
  EXPECT_THAT(Scanner{R"("J \\\"R\" ;,<>")"}.quoted_string(), Eq(R"(J \"R" ;,<>)"));
  EXPECT_THAT(Scanner{"\"\\\x07\""}.quoted_string(), Eq("\x07"));
  EXPECT_THAT(Scanner{R"("")"}.quoted_string(), Eq(""));
  EXPECT_THAT(Scanner{"\"Türe\""}.quoted_string(), Eq("Türe"));
}

TEST(QuotedString, StopsBehindItsClosingQuote) {
  Scanner scanner{R"("a";tag=1)"};
  ASSERT_TRUE(scanner.quoted_string());
  EXPECT_THAT(scanner.rest(), Eq(";tag=1"));
}

TEST(QuotedString, SaysWhatIsWrongAndWhere) {
  const auto error = [](std::string_view text) { return Scanner{text}.quoted_string().error(); };
  EXPECT_EQ(error("abc"), (SyntaxError{"expected a quoted string", 0}));
  EXPECT_EQ(error("\"abc"), (SyntaxError{"expected a closing quote", 4}));
  EXPECT_EQ(error("\"abc\\"), (SyntaxError{"expected a closing quote", 5}));
  EXPECT_EQ(error("\"a\x01\""), (SyntaxError{"control character in a quoted string", 2}));
  EXPECT_EQ(error("\"a\\\n\""), (SyntaxError{"control character in a quoted string", 3}));
  const std::string_view with_null{"\"a\0\"", 4};
  EXPECT_EQ(error(with_null), (SyntaxError{"control character in a quoted string", 2}));
}

TEST(AppendQuoted, WritesWhatQuotedStringReads) {
  const std::string text{"a\"b\\c\x01 \0\x7f é\t", 13};
  std::string quoted;
  append_quoted(quoted, text);
  EXPECT_THAT(Scanner{quoted}.quoted_string(), Eq(text));
}

TEST(AppendQuoted, LetsNobodyStartANewLine) {
  std::string quoted;
  append_quoted(quoted, "a\r\nVia: b");
  EXPECT_EQ(quoted, "\"a  Via: b\"");
}

TEST(ParseDecimal, TakesDigitsThatFitOnly) {
  EXPECT_EQ(parse_decimal<std::uint32_t>("0009"), 9U);
  EXPECT_EQ(parse_decimal<std::uint32_t>("4294967295"), 4294967295U);
  EXPECT_EQ(parse_decimal<std::uint32_t>("4294967296"), std::nullopt);
  EXPECT_EQ(parse_decimal<std::uint32_t>("36893488147419103232"), std::nullopt);
  EXPECT_EQ(parse_decimal<std::uint32_t>("256", 255), std::nullopt);
  EXPECT_EQ(parse_decimal<std::uint32_t>("-1"), std::nullopt);
  EXPECT_EQ(parse_decimal<std::uint32_t>("+1"), std::nullopt);
  EXPECT_EQ(parse_decimal<std::uint32_t>("1 "), std::nullopt);
  EXPECT_EQ(parse_decimal<std::uint32_t>(""), std::nullopt);
}

}  // namespace
}  // namespace portero::sip
