#include "core/sip/cseq.hpp"

#include <gtest/gtest.h>

namespace portero::sip {
namespace {

TEST(CSeq, IsANumberAndAMethod) {
  EXPECT_EQ(parse_cseq("0009  INVITE"), (CSeq{9, MethodId::invite}));
  EXPECT_EQ(parse_cseq("2147483647 x"), (CSeq{2147483647, Method::from_text("x")}));
  EXPECT_EQ(to_string(CSeq{1, MethodId::register_}), "1 REGISTER");
}

TEST(CSeq, SaysWhatIsWrong) {
  EXPECT_EQ(parse_cseq("").error(), (SyntaxError{"expected a number", 0}));
  EXPECT_EQ(parse_cseq("-1 ACK").error(), (SyntaxError{"expected a number", 0}));
  EXPECT_EQ(parse_cseq("2147483648 ACK").error(), (SyntaxError{"number too large", 0}));
  EXPECT_EQ(parse_cseq("36893488147419103232 ACK").error(), (SyntaxError{"number too large", 0}));
  EXPECT_EQ(parse_cseq("1ACK").error(), (SyntaxError{"expected a space", 1}));
  EXPECT_EQ(parse_cseq("1 ").error(), (SyntaxError{"expected a method", 2}));
  EXPECT_EQ(parse_cseq("1 ACK 2").error(), (SyntaxError{"unexpected character", 6}));
}

TEST(RAck, NamesAResponseAndItsRequest) {
  EXPECT_EQ(parse_rack("776656 1 INVITE"), (RAck{776656, {1, MethodId::invite}}));
  EXPECT_EQ(to_string(RAck{4294967295, {2, MethodId::invite}}), "4294967295 2 INVITE");
  EXPECT_EQ(parse_rack("0 1 INVITE").error(), (SyntaxError{"expected a number above 0", 0}));
  EXPECT_EQ(parse_rack("7 INVITE").error(), (SyntaxError{"expected a number", 2}));
}

TEST(RSeq, IsAbove0AndHas32Bits) {
  EXPECT_EQ(parse_rseq("4294967295"), 4294967295U);
  EXPECT_FALSE(parse_rseq("4294967296"));
  EXPECT_FALSE(parse_rseq("0"));
}

}  // namespace
}  // namespace portero::sip
