#include "core/sip/message_parser.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sip/fields.hpp"
#include "core/sip/limits.hpp"

namespace portero::sip {
namespace {

using testing::ElementsAre;
using testing::Eq;
using testing::Optional;
using testing::SizeIs;

const std::string start_line = "OPTIONS sip:a@b SIP/2.0\r\n";
const std::string good_headers =
    "Via: SIP/2.0/UDP h;branch=z9hG4bKx\r\nFrom: <sip:c@d>;tag=1\r\nTo: <sip:a@b>\r\n"
    "Call-ID: i@h\r\nCSeq: 7 OPTIONS\r\n";

std::string with(std::string_view more_headers, std::string_view body = "") {
  return start_line + good_headers + std::string{more_headers} + "\r\n" + std::string{body};
}

Request request(std::string_view text) { return std::get<Request>(parse_message(text).value()); }

// "400 CSeq: ...", or "drop: ..." for what gets no answer.
std::string verdict(std::string_view text) {
  const auto message = parse_message(text);
  if (message) return "accepted";
  const ParseError& error = message.error();
  if (!error.answer) return "drop: " + error.what;
  return std::to_string(error.answer->status) + ' ' + error.answer->reason;
}

TEST(MessageParser, ReadsARequest) {
  const Request options = request(with("X: 1\r\nContent-Length: 2\r\n", "ab"));
  EXPECT_EQ(options.method, Method{MethodId::options});
  EXPECT_EQ(options.uri.user, "a");
  EXPECT_EQ(cseq(options.headers), (CSeq{7, MethodId::options}));
  EXPECT_EQ(options.body, "ab");
  EXPECT_EQ(options.headers.count(HeaderId::content_length), 0U);
}

TEST(MessageParser, ReadsAResponse) {
  const auto message = parse_message("SIP/2.0 200 OK\r\n" + good_headers + "\r\n");
  const Response response = std::get<Response>(message.value());
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.reason, "OK");
  EXPECT_EQ(from(response.headers).value().tag(), "1");
}

TEST(MessageParser, WritesWhatItReadsAgain) {
  const std::string text = with("s:  folded\r\n\t text \r\nk:\r\n", "body");
  const Message message = parse_message(text).value();
  EXPECT_EQ(parse_message(to_string(message)).value(), message);
}

TEST(MessageParser, UnfoldsLinesToOneSpace) {
  const Request folded = request(with("Subject:\r\n  I know \r\n\t  you're \r\n \r\n there\r\n"));
  EXPECT_THAT(folded.headers.first(HeaderId::subject), Optional(Eq("I know you're there")));
}

TEST(MessageParser, ToleratesLineFeedsAloneAndLineEndsInFront) {
  std::string text = with("Content-Length: 1\r\n", "x");
  std::erase(text, '\r');
  EXPECT_EQ(request("\r\n\n\r\n" + text).body, "x");
}

TEST(MessageParser, KeepsListsThatAreSplitOverHeaders) {
  const Request many = request(with("v: SIP/2.0/TCP i, SIP/2.0/TCP j\r\nVIA: SIP/2.0/UDP k\r\n"));
  EXPECT_THAT(vias(many.headers).value(), SizeIs(4));
}

TEST(MessageParser, CutsTheBodyAtContentLength) {
  EXPECT_EQ(request(with("l: 0003\r\n", "abcdef")).body, "abc");
  EXPECT_EQ(request(with("l: 0\r\n", "INVITE sip:x SIP/2.0")).body, "");
  EXPECT_EQ(request(with("", "all of it")).body, "all of it");
  EXPECT_EQ(verdict(with("l: 4\r\n", "abc")), "400 Content-Length: larger than the message");
  EXPECT_EQ(verdict(with("l: -1\r\n")), "400 Content-Length: expected a number of bytes");
  EXPECT_EQ(verdict(with("l:\r\n")), "400 Content-Length: expected a number of bytes");
  EXPECT_EQ(verdict(with("l: 99999999999999999999\r\n")),
            "400 Content-Length: expected a number of bytes");
  EXPECT_EQ(verdict(with("l: 1\r\nContent-Length: 1\r\n", "x")),
            "400 Content-Length: more than one");
}

TEST(MessageParser, DropsWhatIsNotSip) {
  EXPECT_EQ(verdict(""), "drop: nothing but line ends");
  EXPECT_EQ(verdict("\r\n\r\n"), "drop: nothing but line ends");
  EXPECT_EQ(verdict("GET / HTTP/1.1\r\nVia: x\r\n\r\n"), "drop: not SIP");
  EXPECT_EQ(verdict(std::string(4, '\0')), "drop: not SIP");
  EXPECT_EQ(verdict("hello"), "drop: not SIP");
}

TEST(MessageParser, DropsWhatNobodyWaitsFor) {
  EXPECT_EQ(verdict("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP h\r\n\r\n"), "drop: From: missing");
  EXPECT_EQ(verdict("SIP/2.0 0 OK\r\n" + good_headers + "\r\n"),
            "drop: Status-Line: expected a status from 100 to 699");
  EXPECT_EQ(verdict("SIP/2.0 200 OK\r\n" + good_headers + "l: 5\r\n\r\n"),
            "drop: Content-Length: larger than the message");
  EXPECT_EQ(verdict("ACK sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP h\r\n\r\n"), "drop: From: missing");
  EXPECT_EQ(verdict("ACK sip:a@b:0 SIP/2.0\r\n" + good_headers + "\r\n").substr(0, 4), "drop");
  EXPECT_EQ(verdict(start_line + "From: <sip:c@d>\r\n\r\n"), "drop: Via: missing");
}

TEST(MessageParser, SaysInA400WhatIsWrong) {
  EXPECT_EQ(verdict(with("no colon\r\n")), "400 a header without a colon");
  EXPECT_EQ(verdict(with(": no name\r\n")), "400 a header name that is not a token");
  EXPECT_EQ(verdict(with("a b: c\r\n")), "400 a header name that is not a token");
  EXPECT_EQ(verdict(start_line + " x: folded\r\n" + good_headers + "\r\n"),
            "400 a folded line without a header before it");
  EXPECT_EQ(verdict(with("X: a\rb\r\n")), "400 carriage return within a header");
  EXPECT_EQ(verdict(start_line + good_headers), "400 no empty line after the header");
  EXPECT_EQ(verdict(with("t: <sip:x@y>\r\n")), "400 To: more than one");
  EXPECT_EQ(verdict(with("i: other\r\n")), "400 Call-ID: more than one");
  EXPECT_EQ(verdict(with("f: <sip:x@y>\r\n")), "400 From: more than one");
  EXPECT_EQ(verdict(with("Max-Forwards: 256\r\n")),
            "400 Max-Forwards: expected a number from 0 to 255 at byte 0");
  EXPECT_EQ(verdict("REGISTER sip:b SIP/2.0\r\n" + good_headers + "\r\n"),
            "400 CSeq: its method is not the request's");
  EXPECT_EQ(verdict("OPTIONS sip:a@b SIP/3.0\r\n" + good_headers + "\r\n"),
            "505 Version Not Supported");
}

TEST(MessageParser, RefusesWhatIsTooLarge) {
  EXPECT_EQ(verdict(with("", std::string(max_message_bytes, 'x'))), "513 Message Too Large");
  EXPECT_EQ(verdict(with("X: " + std::string(max_header_bytes, 'x') + "\r\n")),
            "513 Message Too Large");
  std::string folded = "X: x\r\n";
  for (std::size_t i = 0; i < max_header_bytes / 100; ++i)
    folded += ' ' + std::string(120, 'y') + "\r\n";
  EXPECT_EQ(verdict(with(folded)), "513 Message Too Large");
  EXPECT_EQ(verdict("OPTIONS sip:" + std::string(max_uri_bytes, 'a') + " SIP/2.0\r\n" +
                    good_headers + "\r\n"),
            "414 Request-URI Too Long");
  std::string headers;
  for (std::size_t i = 5; i < max_headers; ++i) headers += "X:\r\n";
  EXPECT_EQ(verdict(with(headers)), "accepted");
  EXPECT_EQ(verdict(with(headers + "X:\r\n")), "513 Message Too Large");
  std::string via_headers;
  for (std::size_t i = 1; i < max_vias; ++i) via_headers += "v: SIP/2.0/UDP h\r\n";
  EXPECT_EQ(verdict(with(via_headers)), "accepted");
  EXPECT_EQ(verdict(with(via_headers + "v: SIP/2.0/UDP h\r\n")),
            "400 Via: too many elements at byte 0");
}

TEST(MessageParser, AnswersWithWhatTheRequestHas) {
  const auto error = parse_message(start_line +
                                   "To: \"unbalanced <sip:a@b>\r\nCSeq: 1 OPTIONS\r\nCSeq: 2 X\r\n"
                                   "Via: SIP/2.0/UDP h, SIP/2.0/UDP i\r\nbroken\r\n\r\n")
                         .error();
  ASSERT_TRUE(error.answer);
  EXPECT_THAT(error.answer->headers.all(HeaderId::via),
              ElementsAre("SIP/2.0/UDP h, SIP/2.0/UDP i"));
  EXPECT_THAT(error.answer->headers.all(HeaderId::cseq), ElementsAre("1 OPTIONS"));
  EXPECT_THAT(error.answer->headers.all(HeaderId::to), ElementsAre("\"unbalanced <sip:a@b>"));
  EXPECT_EQ(error.answer->headers.count(HeaderId::call_id), 0U);
}

TEST(MessageParser, LetsNoCarriageReturnIntoItsAnswer) {
  const auto error =
      parse_message(start_line + "v: SIP/2.0/UDP h\r\nTo: <sip:a@b>\rVia: x\r\n\r\n").error();
  ASSERT_TRUE(error.answer);
  EXPECT_EQ(error.answer->headers.count(HeaderId::to), 0U);
  EXPECT_EQ(to_string(*error.answer).find("Via: x"), std::string::npos);
}

TEST(MessageParser, KeepsNullBytesFromEndingAnything) {
  std::string text = with("X: a0b\r\n");
  text[text.find("a0b") + 1] = '\0';
  EXPECT_THAT(request(text).headers.first(HeaderName::from_text("X")),
              Optional(Eq(std::string_view{"a\0b", 3})));
  text = with("");
  text[text.find("i@h") + 1] = '\0';
  EXPECT_EQ(verdict(text), "400 Call-ID: unexpected character at byte 1");
}

TEST(MessageParser, RefusesTenThousandParameters) {
  std::string parameters;
  for (int i = 0; i < 10'000; ++i) parameters += ";p";
  std::string text = with("");
  text.insert(text.find("\r\nCall-ID"), parameters.substr(0, 16'000));
  EXPECT_THAT(verdict(text), testing::StartsWith("400 To: too many parameters"));
}

}  // namespace
}  // namespace portero::sip
