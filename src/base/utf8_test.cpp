#include "base/utf8.hpp"

#include <gtest/gtest.h>

namespace portero::base {
namespace {

constexpr const char* replacement = "\xef\xbf\xbd";

TEST(ValidUtf8, KeepsWhatIsWellFormed) {
  for (const char* text : {"", "Door", "Türe", "門", "\xf0\x9f\x9a\xaa", "\x7f\x01"})
    EXPECT_EQ(valid_utf8(text), text);
  EXPECT_EQ(valid_utf8(std::string_view{"a\0b", 3}).size(), 3U);
}

TEST(IsUtf8, TellsWhetherAnythingWouldBeReplaced) {
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8("Türe 門"));
  EXPECT_FALSE(is_utf8("M\xfcller"));
  EXPECT_FALSE(is_utf8("cut off \xe9\x96"));
}

TEST(CharacterCount, CountsEachCharacterOnce) {
  EXPECT_EQ(character_count(""), 0U);
  EXPECT_EQ(character_count("Türe 門"), 6U);
}

TEST(ValidUtf8, ReplacesEachByteThatIsNot) {
  EXPECT_EQ(valid_utf8("M\xfcller"), std::string{"M"} + replacement + "ller");
  for (const char* one_byte : {"\x80", "\xc0", "\xc3", "\xff", "\xf5"})
    EXPECT_EQ(valid_utf8(one_byte), replacement);
  const std::string two = std::string{replacement} + replacement;
  EXPECT_EQ(valid_utf8("\xc0\xaf"), two) << "an overlong '/'";
  EXPECT_EQ(valid_utf8("\xed\xa0\x80"), two + replacement) << "a surrogate";
  EXPECT_EQ(valid_utf8("\xe0\x80\x80"), two + replacement) << "overlong";
  EXPECT_EQ(valid_utf8("\xf0\x8f\xbf\xbf"), two + two) << "overlong";
  EXPECT_EQ(valid_utf8("\xf4\x90\x80\x80"), two + two) << "above U+10FFFF";
  EXPECT_EQ(valid_utf8("\xe9\x96"), two) << "cut off";
}

TEST(Characters, ComeBackAsTheyWere) {
  EXPECT_EQ(characters("a\u00FC\u9580\U0001F6AA"), U"a\u00FC\u9580\U0001F6AA");
  for (const char32_t each :
       {U'\0', U'\x7f', U'\u0080', U'\u07ff', U'\u0800', U'\uffff', U'\U00010000', U'\U0010ffff'}) {
    const std::string text = to_utf8(std::u32string{each});
    EXPECT_TRUE(is_utf8(text)) << text;
    EXPECT_EQ(characters(text), std::u32string{each});
  }
}

}  // namespace
}  // namespace portero::base
