#include "core/sip/reason.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace portero::sip {
namespace {

using testing::ElementsAre;
using testing::Optional;

// The examples of RFC 3326 section 2.
TEST(Reason, HasAProtocolACauseAndAText) {
  EXPECT_THAT(parse_reasons(R"(SIP ;cause=200 ;text="Call completed elsewhere")").value(),
              ElementsAre(Reason{"SIP", 200, "Call completed elsewhere"}));
  EXPECT_THAT(parse_reasons(R"(Q.850;cause=16;text="Terminated", preemption)").value(),
              ElementsAre(Reason{"Q.850", 16, "Terminated"}, Reason{"preemption", {}, ""}));
}

TEST(Reason, IsWrittenWithItsTextInQuotes) {
  EXPECT_EQ(to_string(Reason{"SIP", 200, "Elsewhere"}), R"(SIP;cause=200;text="Elsewhere")");
  EXPECT_EQ(to_string(Reason{"SIP", std::nullopt, ""}), "SIP");
}

TEST(Reason, IsReadFromAllItsFields) {
  Headers headers;
  headers.append(HeaderId::reason, "SIP;cause=999999");
  headers.append(HeaderId::reason, "Q.850;cause=16");
  EXPECT_THAT(reasons(headers).value(),
              ElementsAre(Reason{"SIP", std::nullopt, ""}, Reason{"Q.850", 16, ""}));
  EXPECT_EQ(parse_reasons(";cause=1").error().what, "expected a protocol, like SIP");
}

TEST(Warning, HasACodeAnAgentAndAText) {
  const auto list =
      parse_warnings(R"(370 devnull "Choose a bigger pipe", 305 [::1]:5060 "No codec")").value();
  EXPECT_THAT(list, ElementsAre(Warning{370, "devnull", "Choose a bigger pipe"},
                                Warning{305, "[::1]:5060", "No codec"}));
  EXPECT_EQ(to_string(list[1]), R"(305 [::1]:5060 "No codec")");
}

TEST(Warning, SaysWhatIsWrong) {
  EXPECT_EQ(parse_warnings("3700 a \"b\"").error().what, "expected a code of three digits");
  // Found by fuzzing: it was written again as "35", which is no code.
  EXPECT_EQ(parse_warnings("035 a \"b\"").error().what, "expected a code of three digits");
  EXPECT_EQ(parse_warnings("370 \"b\"").error().what, "expected who warns");
  EXPECT_EQ(parse_warnings("370 a b").error().what, "expected a quoted string");
  EXPECT_TRUE(warnings(Headers{}).value().empty());
}

TEST(RetryAfter, IsANumberOfSeconds) {
  EXPECT_EQ(parse_retry_after("18000;duration=3600"), 18000U);
  EXPECT_EQ(parse_retry_after("120 (I'm in a meeting)"), 120U);
  EXPECT_EQ(parse_retry_after("99999999999999999999"), 4294967295U);
  EXPECT_FALSE(parse_retry_after("soon"));
  EXPECT_FALSE(parse_retry_after("1 2"));
  Headers headers;
  headers.append(HeaderId::retry_after, "5");
  EXPECT_THAT(retry_after(headers).value(), Optional(5U));
}

}  // namespace
}  // namespace portero::sip
