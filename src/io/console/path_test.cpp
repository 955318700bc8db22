#include "io/console/path.hpp"

#include <gtest/gtest.h>

namespace portero::console {
namespace {

TEST(Path, MatchesWordsAsTheyAreAndNumbersInBraces) {
  EXPECT_TRUE(matches("/api/v1/whep", "/api/v1/whep"));
  EXPECT_TRUE(matches("/api/v1/whep/{viewer}", "/api/v1/whep/17"));
  EXPECT_TRUE(matches("/api/v1/whep/{viewer}/answer", "/api/v1/whep/17/answer"));
  for (const std::string_view other :
       {"/api/v1/whep", "/api/v1/whep/", "/api/v1/whep/x", "/api/v1/whep/1x", "/api/v1/whep/-1",
        "/api/v1/whep/17/", "/api/v1/whep/17/answer", "/api/v1/whep/99999999999999999999", "/"})
    EXPECT_FALSE(matches("/api/v1/whep/{viewer}", other)) << other;
}

TEST(Path, HasOneNumber) {
  EXPECT_EQ(number_in("/api/v1/whep/17/answer"), 17U);
  EXPECT_EQ(number_in("/api/v1/whep"), std::nullopt);
}

}  // namespace
}  // namespace portero::console
