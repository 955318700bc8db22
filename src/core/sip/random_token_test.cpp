#include "core/sip/random_token.hpp"

#include <gtest/gtest.h>

#include "core/sip/ascii.hpp"

namespace portero::sip {
namespace {

TEST(RandomToken, IsSixteenHexadecimalDigitsOfItsOwn) {
  base::Dice dice{1};
  const std::string one = random_token(dice);
  const std::string two = random_token(dice);
  EXPECT_EQ(one.size(), 16U);
  EXPECT_TRUE(hex_chars.contains_all(one)) << one;
  EXPECT_NE(one, two);
}

}  // namespace
}  // namespace portero::sip
