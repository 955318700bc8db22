#include "core/console/sessions.hpp"

#include <gtest/gtest.h>

namespace portero::console {
namespace {

using namespace std::chrono_literals;

struct SessionsTest : testing::Test {
  [[nodiscard]] bool use(std::string_view token) { return sessions.use(token, now); }

  Sessions sessions;
  base::TimePoint now{1h};
};

TEST_F(SessionsTest, KnowsWhoIsSignedIn) {
  sessions.open("token", now);
  EXPECT_TRUE(use("token"));
  EXPECT_FALSE(use("tokem"));
  EXPECT_FALSE(use("toke"));
  EXPECT_FALSE(use("token2"));
  EXPECT_FALSE(use(""));
}

TEST_F(SessionsTest, SigningOutEndsOne) {
  sessions.open("one", now);
  sessions.open("two", now);
  sessions.close("one");
  sessions.close("none");
  EXPECT_FALSE(use("one"));
  EXPECT_TRUE(use("two"));
}

TEST_F(SessionsTest, AnotherPasswordEndsAll) {
  sessions.open("one", now);
  sessions.close_all();
  EXPECT_FALSE(use("one"));
}

TEST_F(SessionsTest, OneThatIsUsedGoesOnUntilItIsOld) {
  sessions.open("token", now);
  const base::TimePoint end = now + Sessions::age_limit;
  for (; now < end; now += Sessions::idle_limit - 1s) EXPECT_TRUE(use("token"));
  now = end;
  EXPECT_FALSE(use("token"));
}

TEST_F(SessionsTest, OneThatIsNotUsedEnds) {
  sessions.open("token", now);
  now += Sessions::idle_limit;
  EXPECT_FALSE(use("token"));
  EXPECT_EQ(sessions.size(), 0U);
}

TEST_F(SessionsTest, WhoWasAwayLongestMakesRoom) {
  for (std::size_t i = 0; i < Sessions::max_sessions; ++i) {
    sessions.open(std::to_string(i), now);
    now += 1s;
  }
  EXPECT_TRUE(use("0"));
  now += 1s;
  sessions.open("new", now);
  EXPECT_TRUE(use("0"));
  EXPECT_FALSE(use("1"));
  EXPECT_TRUE(use("new"));
}

}  // namespace
}  // namespace portero::console
