#include "core/display/name_search.hpp"

#include <algorithm>

#include <gmock/gmock.h>

namespace portero::display {
namespace {

bool found(std::string_view name, std::u32string_view typed) {
  return matches(sought_name(name), typed);
}

TEST(NameSearch, FindsTheBeginningOfAnyWord) {
  EXPECT_TRUE(found("Anna Smith", U""));
  EXPECT_TRUE(found("Anna Smith", U"an"));
  EXPECT_TRUE(found("Anna Smith", U"smi"));
  EXPECT_FALSE(found("Anna Smith", U"nna"));
  EXPECT_FALSE(found("Anna Smith", U"annab"));
}

TEST(NameSearch, KnowsNoCaseAndNoAccents) {
  EXPECT_TRUE(found("M\u00DCLLER", U"mull"));
  EXPECT_TRUE(found("Jos\u00E9 N\u00FA\u00F1ez", U"nun"));
  EXPECT_TRUE(found("\u0141ukasz \u017Bak", U"zak"));
  EXPECT_TRUE(found("Stra\u00DFer", U"strass"));
  EXPECT_TRUE(found("\u00C6gir", U"aeg"));
  EXPECT_TRUE(found("Re\u0301my", U"remy")) << "an accent of its own";
  EXPECT_TRUE(found("\u0410\u043D\u043D\u0430", U"\u0430\u043D")) << "Cyrillic";
}

// There is no key for what stands between words.
TEST(NameSearch, GoesOnFromWordToWord) {
  EXPECT_TRUE(found("O'Brien, Kate", U"obr"));
  EXPECT_TRUE(found("O'Brien, Kate", U"brienk"));
  EXPECT_TRUE(found("de la Cruz", U"dela"));
  EXPECT_TRUE(found("Flat 4\u2009\u2013\u20096", U"46"));
  EXPECT_FALSE(found("\u2013 \u00D7", U"x"));
}

TEST(NameSearch, PutsNamesIntoTheirOrder) {
  const std::vector<std::string_view> in_order{"2nd floor", "10th floor", "Anna",
                                               "\u00C4nne", "Bob",        "Flat 2",
                                               "Flat 002b", "Flat 10",    "\u00D8stergaard"};
  std::vector<std::string_view> names{in_order.rbegin(), in_order.rend()};
  std::ranges::sort(names, [](std::string_view one, std::string_view other) {
    return stands_before(sought_name(one), sought_name(other));
  });
  EXPECT_EQ(names, in_order);
}

TEST(NameSearch, HasLettersThatStandForAPhoto) {
  EXPECT_EQ(letters_for(sought_name("Anna Maria M\u00FCller")), "AM");
  EXPECT_EQ(letters_for(sought_name("\u00E9mile")), "E");
  EXPECT_EQ(letters_for(sought_name("Flat 2")), "F2");
  EXPECT_EQ(letters_for(sought_name("Flat 1234b")), "F123");
  EXPECT_EQ(letters_for(sought_name("10")), "10");
  EXPECT_EQ(letters_for(sought_name("\u0430\u043D\u043D\u0430 \u043A.")), "\u0410\u041A");
  EXPECT_EQ(letters_for(sought_name("!")), "#");
}

TEST(NameSearch, HasACapitalForEachName) {
  EXPECT_EQ(initial(sought_name("\u00E9mile")), U'E');
  EXPECT_EQ(initial(sought_name("(Bob)")), U'B');
  EXPECT_EQ(initial(sought_name("\u0430\u043D\u043D\u0430")), U'\u0410');
  EXPECT_EQ(initial(sought_name("4 you")), U'#');
  EXPECT_EQ(initial(sought_name("!")), U'#');
}

}  // namespace
}  // namespace portero::display
