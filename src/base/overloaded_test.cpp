#include "base/overloaded.hpp"

#include <string>
#include <variant>

#include <gtest/gtest.h>

namespace portero::base {
namespace {

struct Hash {};
struct Star {};
using Key = std::variant<int, Hash, Star>;

std::string read_aloud(const Key& key) {
  return std::visit(overloaded{[](int digit) { return "digit " + std::to_string(digit); },
                               [](const OneOf<Hash, Star> auto&) { return std::string{"sign"}; }},
                    key);
}

TEST(Overloaded, CallsTheLambdaOfTheTypeThatTheVariantHolds) {
  EXPECT_EQ(read_aloud(7), "digit 7");
  EXPECT_EQ(read_aloud(Hash{}), "sign");
  EXPECT_EQ(read_aloud(Star{}), "sign");
}

}  // namespace
}  // namespace portero::base
