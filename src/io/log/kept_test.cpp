#include <gmock/gmock.h>

#include "io/log/log.hpp"

namespace portero::log {
namespace {

using testing::EndsWith;
using testing::SizeIs;

struct KeptTest : testing::Test {
  KeptTest() { testing::internal::CaptureStderr(); }
  ~KeptTest() override { std::ignore = testing::internal::GetCapturedStderr(); }
};

TEST_F(KeptTest, HoldsWhatWasWrittenAsText) {
  Log log{Level::info, Format::json};
  log.debug("call", "nobody asked for it");
  log.warning("sip", "not registered", {{"why", "no answer"}});
  ASSERT_THAT(log.kept(), SizeIs(1));
  const Entry& line = log.kept().front();
  EXPECT_EQ(line.number, 1U);
  EXPECT_EQ(line.level, Level::warning);
  EXPECT_EQ(line.text, R"(sip: not registered why="no answer")");
}

TEST_F(KeptTest, ReadsLikeALineOfTheLog) {
  const Entry line{.number = 7,
                   .at = std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} +
                         std::chrono::milliseconds{79'490'023},
                   .level = Level::info,
                   .text = "call: waiting -> ringing"};
  EXPECT_EQ(to_text(line), "2026-11-23T22:04:50.023Z info call: waiting -> ringing");
  Log log{Level::info, Format::text};
  log.info("call", "waiting -> ringing");
  const std::string written = testing::internal::GetCapturedStderr();
  testing::internal::CaptureStderr();
  EXPECT_EQ(written, to_text(log.kept().front()) + "\n");
}

// A station that runs for years must not grow by what it says.
TEST_F(KeptTest, HoldsTheLastLinesAndNoneThatIsEndless) {
  Log log{Level::info, Format::text};
  for (std::size_t i = 0; i < Log::max_kept + 3; ++i) log.info("call", std::to_string(i));
  EXPECT_THAT(log.kept(), SizeIs(Log::max_kept));
  EXPECT_EQ(log.kept().front().text, "call: 3");
  EXPECT_EQ(log.kept().back().number, Log::max_kept + 3);
  log.info("x", std::string(10 * Log::max_kept_bytes, 'a'));
  EXPECT_THAT(log.kept().back().text, SizeIs(Log::max_kept_bytes));
}

TEST_F(KeptTest, CutsNoCharacterInTwo) {
  Log log{Level::info, Format::text};
  std::string umlauts;
  for (std::size_t i = 0; i < Log::max_kept_bytes; ++i) umlauts += "ü";
  log.info("abc", umlauts);  // "abc: " is five bytes: one would be left over
  EXPECT_THAT(log.kept().back().text, SizeIs(Log::max_kept_bytes - 1));
  EXPECT_THAT(log.kept().back().text, EndsWith("ü"));
}

TEST_F(KeptTest, TellsWhoFollowsOfEachLine) {
  Log log{Level::info, Format::text};
  int told = 0;
  log.follow([&] { ++told; });
  log.info("call", "one");
  log.debug("call", "nobody asked for it");
  log.error("call", "two");
  EXPECT_EQ(told, 2);
  log.follow({});
  log.info("call", "three");
  EXPECT_EQ(told, 2);
}

}  // namespace
}  // namespace portero::log
