#include <gmock/gmock.h>

#include "io/log/log.hpp"

namespace portero::log {
namespace {

using testing::Eq;

TEST(Line, IsPlainToReadAsText) {
  EXPECT_THAT(line_of(Format::text, "call", "waiting -> ringing", {{"call_id", "1"}}),
              Eq("call: waiting -> ringing call_id=1"));
}

TEST(Line, LeavesOutWhatHasNoValue) {
  EXPECT_THAT(line_of(Format::text, "call", "ended", {{"who", ""}, {"call_id", "1"}}),
              Eq("call: ended call_id=1"));
  EXPECT_THAT(line_of(Format::json, "call", "ended", {{"who", ""}}),
              Eq(R"("logger":"call","msg":"ended"})"));
}

TEST(Line, QuotesWhatHoldsBlanks) {
  EXPECT_THAT(line_of(Format::text, "sip", "not registered", {{"why", "no answer"}}),
              Eq(R"(sip: not registered why="no answer")"));
}

// A phone's display name or a server's words must not forge a line of the log.
TEST(Line, StaysOneLineWhateverItIsToldOf) {
  EXPECT_THAT(line_of(Format::text, "sip", "refused\nerror door: pulse", {{"why", "a\r\nb"}}),
              Eq(R"(sip: refused error door: pulse why="a  b")"));
}

TEST(Line, IsTheRestOfAnObjectAsJson) {
  EXPECT_THAT(line_of(Format::json, "call", "a \"quoted\"\nword", {{"code", "no_answer"}}),
              Eq(R"("logger":"call","msg":"a \"quoted\"\nword","code":"no_answer"})"));
}

}  // namespace
}  // namespace portero::log
