#include "core/console/claim_code.hpp"

#include <set>

#include <gtest/gtest.h>

namespace portero::console {
namespace {

const ClaimCode code{{4, 15, 7, 19, 2, 22}};

TEST(ClaimCode, IsReadInTwoParts) { EXPECT_EQ(code.text(), "4F7-K2P"); }

TEST(ClaimCode, MatchesAsPeopleTypeIt) {
  for (const char* const typed : {"4F7-K2P", "4f7k2p", " 4F7 K2P ", "4f-7k-2p"})
    EXPECT_TRUE(code.matches(typed)) << typed;
}

TEST(ClaimCode, MatchesNothingElse) {
  for (const char* const typed : {"", "-", "4F7-K2", "4F7-K2PP", "4F7-K2Q", "K2P-4F7"})
    EXPECT_FALSE(code.matches(typed)) << typed;
  EXPECT_FALSE(code.matches(std::string(1'000'000, '-') + "4F7K2P"));
}

TEST(ClaimCode, TakesLettersForTheDigitsTheyLookLike) {
  const ClaimCode digits{{0, 1, 1, 0, 1, 1}};
  EXPECT_EQ(digits.text(), "011-011");
  EXPECT_TRUE(digits.matches("oil-OIL"));
}

TEST(ClaimCode, EachOf32LettersIsAsLikely) {
  std::set<std::string> texts;
  for (unsigned byte = 0; byte < 256; ++byte) {
    ClaimCode::Randomness random{};
    random[0] = static_cast<std::uint8_t>(byte);
    texts.insert(ClaimCode{random}.text());
  }
  EXPECT_EQ(texts.size(), 32U);
}

}  // namespace
}  // namespace portero::console
