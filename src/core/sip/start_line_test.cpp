#include "core/sip/start_line.hpp"

#include <gtest/gtest.h>

#include "core/sip/limits.hpp"
#include "core/sip/status.hpp"

namespace portero::sip {
namespace {

Failure refused(std::string_view line) {
  const auto result = parse_request_line(line);
  return result ? Failure{0, "accepted"} : result.error();
}

TEST(RequestLine, IsAMethodAUriAndAVersion) {
  const auto line = parse_request_line("INVITE sip:a@b;lr sip/2.0").value();
  EXPECT_EQ(line.method, Method{MethodId::invite});
  EXPECT_EQ(to_string(line.uri), "sip:a@b;lr");
}

TEST(RequestLine, SaysWhichAnswerItsFaultGets) {
  EXPECT_EQ(refused("INVITE SIP/2.0").status, 400);
  EXPECT_EQ(refused("IN VITE sip:a@b SIP/2.0").status, 400);
  EXPECT_EQ(refused("INVITE  sip:a@b SIP/2.0").status, 400);
  EXPECT_EQ(refused("INVITE sip:a@b  SIP/2.0").status, 400);
  EXPECT_EQ(refused("INVITE sip:a@b SIP/2.0 ").status, 400);
  EXPECT_EQ(refused("INV@TE sip:a@b SIP/2.0"),
            (Failure{400, "Request-Line: the method is not a token"}));
  EXPECT_EQ(refused("INVITE <sip:a@b> SIP/2.0"),
            (Failure{400, "Request-URI: expected a scheme, like sip: at byte 0"}));
  EXPECT_EQ(refused("INVITE sip:a@b?x=y SIP/2.0"),
            (Failure{400, "Request-URI: headers are not allowed"}));
  EXPECT_EQ(refused("INVITE sip:a@b SIP/7.0"), (Failure{505, "version not supported"}));
  EXPECT_EQ(refused("INVITE sip:a@b SIP/2."),
            (Failure{400, "Request-Line: expected SIP/2.0 at its end"}));
  EXPECT_EQ(refused("INVITE sip:" + std::string(max_uri_bytes, 'a') + " SIP/2.0"),
            (Failure{414, "Request-URI too long"}));
}

TEST(StatusLine, IsAVersionACodeAndWords) {
  EXPECT_EQ(parse_status_line("SIP/2.0 180 Ringing now"), (StatusLine{180, "Ringing now"}));
  EXPECT_EQ(parse_status_line("SIP/2.0 100 "), (StatusLine{100, ""}));
  EXPECT_EQ(parse_status_line("SIP/2.0 200"), (StatusLine{200, ""}));
  EXPECT_EQ(parse_status_line("SIP/2.0 404 Gar\xe7on").value().reason, "Gar\xef\xbf\xbdon");
}

TEST(StatusLine, HasACodeFrom100To699) {
  for (const char* line :
       {"SIP/2.0", "SIP/2.0 ", "SIP/2.0 99 x", "SIP/2.0 700 x", "SIP/2.0 2000",
        "SIP/2.0 4294967301 better not break the receiver", "SIP/2.0 2x0 x", "SIP/1.0 200 OK"})
    EXPECT_FALSE(parse_status_line(line)) << line;
}

// Found by fuzzing: a carriage return in the reason phrase was kept, and whoever wrote the response
// again wrote something else. Such a response is no longer read.
TEST(StatusLine, HoldsNoCarriageReturn) {
  EXPECT_FALSE(parse_status_line("SIP/2.0 200 OK\rVia: x"));
}

TEST(ReasonPhrase, IsThatOfTheClassForUnknownCodes) {
  EXPECT_EQ(reason_phrase(486), "Busy Here");
  EXPECT_EQ(reason_phrase(299), "OK");
  EXPECT_EQ(reason_phrase(499), "Bad Request");
  EXPECT_EQ(reason_phrase(699), "Busy Everywhere");
}

}  // namespace
}  // namespace portero::sip
