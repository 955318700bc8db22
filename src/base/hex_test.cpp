#include "base/hex.hpp"

#include <array>

#include <gtest/gtest.h>

namespace portero::base {
namespace {

TEST(Hex, IsTwoDigitsAByte) {
  EXPECT_EQ(to_hex(std::array<std::uint8_t, 4>{0x00, 0x0A, 0xB0, 0xFF}), "000ab0ff");
  EXPECT_EQ(to_hex({}), "");
}

}  // namespace
}  // namespace portero::base
