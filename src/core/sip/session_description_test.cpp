#include "core/sip/session_description.hpp"

#include <gtest/gtest.h>

#include "core/sip/message_for_test.hpp"

namespace portero::sip {
namespace {

std::expected<std::optional<std::string>, Failure> found(std::string_view fields,
                                                         std::string_view body) {
  Request request = invite_for_test();
  const std::string text = std::string{fields};
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::size_t colon = text.find(':', at);
    request.headers.append(HeaderName::from_text(text.substr(at, colon - at)),
                           text.substr(colon + 2, end - colon - 2));
    at = end + 1;
  }
  return session_description(request.headers, std::string{body});
}

int status(std::string_view fields, std::string_view body) {
  const auto description = found(fields, body);
  return description ? 200 : description.error().status;
}

constexpr std::string_view mixed = "Content-Type: multipart/mixed;boundary=x\n";

TEST(SessionDescription, IsTheBodyOfItsType) {
  EXPECT_EQ(found("Content-Type: Application/SDP\n", "v=0\r\n").value(), "v=0\r\n");
}

TEST(SessionDescription, IsAbsentWithoutABody) {
  EXPECT_EQ(found("", "").value(), std::nullopt);
  EXPECT_EQ(found("Content-Type: application/sdp\n", "").value(), std::nullopt);
}

TEST(SessionDescription, IsFoundAmongParts) {
  EXPECT_EQ(found(mixed,
                  "--x\r\nContent-Type: application/pidf+xml\r\n"
                  "Content-Disposition: render;handling=optional\r\n\r\n<xml/>\r\n"
                  "--x\r\nContent-Type: application/sdp\r\n\r\nv=0\r\n"
                  "--x--\r\n")
                .value(),
            "v=0");
}

TEST(SessionDescription, OfSeveralAlternativesIsTheLastThatWeUnderstand) {
  EXPECT_EQ(found("Content-Type: multipart/alternative;boundary=x\n",
                  "--x\r\nContent-Type: application/sdp\r\n\r\nplain\r\n"
                  "--x\r\nContent-Type: application/sdp\r\n\r\nbetter\r\n"
                  "--x\r\nContent-Type: application/unknown\r\n\r\nbest\r\n"
                  "--x--\r\n")
                .value(),
            "better");
}

TEST(SessionDescription, RefusesWhatMayNotBePassedOver) {
  EXPECT_EQ(status("Content-Type: text/plain\n", "hello"), 415);
  EXPECT_EQ(status("Content-Type: application/sdp\nContent-Encoding: gzip\n", "v=0"), 415);
  EXPECT_EQ(status(mixed, "--x\r\nContent-Type: application/isup\r\n\r\nisup\r\n--x--\r\n"), 415);
}

TEST(SessionDescription, PassesOverWhatIsOptional) {
  EXPECT_EQ(
      found("Content-Type: text/plain\nContent-Disposition: icon;handling=optional\n", "hello")
          .value(),
      std::nullopt);
}

TEST(SessionDescription, RefusesWhatCannotBeRead) {
  EXPECT_EQ(status("", "v=0"), 400);
  EXPECT_EQ(status("Content-Type: nonsense\n", "v=0"), 400);
  EXPECT_EQ(status(mixed, "no parts"), 400);
}

TEST(SessionDescription, DoesNotDigForEver) {
  std::string body = "v=0";
  std::string type = "application/sdp";
  for (int i = 0; i < 5; ++i) {
    const std::string boundary = "b" + std::to_string(i);
    body = "--" + boundary + "\r\nContent-Type: " + type + "\r\n\r\n" + body + "\r\n--" + boundary +
           "--\r\n";
    type = "multipart/mixed;boundary=" + boundary;
  }
  EXPECT_EQ(status("Content-Type: " + type + "\n", body), 415);
}

}  // namespace
}  // namespace portero::sip
