#include "core/sip/random_hex.hpp"

#include <gtest/gtest.h>

namespace portero::sip {
namespace {

TEST(RandomHex, IsSixteenDigitsAlways) {
  EXPECT_EQ(random_hex(0x0123'4567'89ab'cdef), "0123456789abcdef");
  EXPECT_EQ(random_hex(0), "0000000000000000");
}

}  // namespace
}  // namespace portero::sip
