#include "base/assert.hpp"

#include <gtest/gtest.h>

namespace {

TEST(Assert, PassesInSilence) { PORTERO_ASSERT(1 + 1 == 2, "arithmetic holds"); }

TEST(AssertDeathTest, SaysWhatBrokeAndAborts) {
  EXPECT_DEATH(PORTERO_ASSERT(1 + 1 == 3, "arithmetic holds"),
               "assert_test.cpp:.*broken invariant: arithmetic holds");
}

}  // namespace
