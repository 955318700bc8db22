#include "core/sip/stream_framing.hpp"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/sip/limits.hpp"

namespace portero::sip {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string head =
    "INFO sip:a@b SIP/2.0\r\nVia: SIP/2.0/TCP h\r\nFrom: <sip:c@d>;tag=1\r\nTo: <sip:a@b>\r\n"
    "Call-ID: i\r\nCSeq: 7 INFO\r\n";

std::vector<StreamEvent> events(StreamFraming& framing) {
  std::vector<StreamEvent> all;
  for (auto event = framing.next(); event && *event; event = framing.next()) all.push_back(**event);
  return all;
}

FramingError error_of(const std::string& text) {
  StreamFraming framing;
  framing.receive(text);
  auto event = framing.next();
  return event ? FramingError{"none", std::nullopt} : event.error();
}

TEST(StreamFraming, CutsMessagesByTheirLength) {
  StreamFraming framing;
  const std::string first = head + "l: 5\r\n\r\nab\r\n\r";
  const std::string second = head + "Content-Length : 0\r\n\r\n";
  framing.receive(first + second + "INFO");
  EXPECT_THAT(events(framing), ElementsAre(FramedMessage{first}, FramedMessage{second}));
  EXPECT_THAT(events(framing), IsEmpty());
}

TEST(StreamFraming, PutsTogetherWhatComesByteByByte) {
  const std::string message = head + "Content-Length: 3\r\n\r\nabc";
  StreamFraming framing;
  std::vector<StreamEvent> all;
  for (const char c : message + message) {
    framing.receive({&c, 1});
    for (StreamEvent& event : events(framing)) all.push_back(std::move(event));
  }
  EXPECT_THAT(all, ElementsAre(FramedMessage{message}, FramedMessage{message}));
}

TEST(StreamFraming, FindsTheEndOfAHeaderHoweverItIsCut) {
  const std::string message = "a\n\r\nb: c\nd\n\n";
  for (std::size_t cut = 0; cut <= message.size(); ++cut) {
    StreamFraming framing;
    framing.receive(message.substr(0, cut));
    std::vector<StreamEvent> all = events(framing);
    framing.receive(message.substr(cut));
    for (StreamEvent& event : events(framing)) all.push_back(std::move(event));
    EXPECT_THAT(all, ElementsAre(FramedMessage{"a\n\r\n"}, FramedMessage{"b: c\nd\n\n"}));
  }
}

TEST(StreamFraming, ToleratesLineFeedsAlone) {
  std::string message = head + "Content-Length: 1\r\n\r\nx";
  std::erase(message, '\r');
  StreamFraming framing;
  framing.receive(message + message);
  EXPECT_THAT(events(framing), ElementsAre(FramedMessage{message}, FramedMessage{message}));
}

TEST(StreamFraming, TellsPingsAndPongs) {
  StreamFraming framing;
  framing.receive("\r\n");
  EXPECT_THAT(events(framing), ElementsAre(StreamKeepAlive::pong));
  framing.receive("\r");
  EXPECT_THAT(events(framing), IsEmpty());
  framing.receive("\n");
  EXPECT_THAT(events(framing), ElementsAre(StreamKeepAlive::ping));
  const std::string message = head + "l: 0\r\n\r\n";
  framing.receive("\r\n" + message + "\r\n\r\n");
  EXPECT_THAT(events(framing), ElementsAre(StreamKeepAlive::pong, FramedMessage{message},
                                           StreamKeepAlive::pong, StreamKeepAlive::ping));
}

TEST(StreamFraming, TakesAMessageWithoutLengthAsOneWithoutBody) {
  StreamFraming framing;
  framing.receive(head + "\r\nOPTIONS");
  EXPECT_THAT(events(framing), ElementsAre(FramedMessage{head + "\r\n"}));
}

TEST(StreamFraming, EndsWhereTheLengthIsMissingOrUnclear) {
  const FramingError missing = error_of(head + "c: application/sdp\r\n\r\nv=0");
  EXPECT_EQ(missing.what, "Content-Length: missing");
  ASSERT_TRUE(missing.answer);
  EXPECT_EQ(missing.answer->status, 400);
  EXPECT_EQ(missing.answer->headers.first(HeaderId::call_id), "i");
  for (const char* length : {"l: -1\r\n", "l:\r\n", "l: 1\r\nl: 2\r\n", "l: 1\r\n 2\r\n"})
    EXPECT_EQ(error_of(head + length + "\r\n").what, "Content-Length: unclear") << length;
}

// In pieces it was too large, as a whole it had no length: which of them was told was chance.
TEST(StreamFraming, AHeaderThatIsTooLargeIsNothingElse) {
  const std::string long_header = head + "s: " + std::string(max_message_bytes, 'x') + "\r\n";
  EXPECT_EQ(error_of(long_header + "c: application/sdp\r\n\r\nv=0").what, "Message Too Large");
}

TEST(StreamFraming, EndsWhereAMessageIsTooLarge) {
  const FramingError body = error_of(head + "l: 65536\r\n\r\n");
  EXPECT_EQ(body.what, "Message Too Large");
  ASSERT_TRUE(body.answer);
  EXPECT_EQ(body.answer->status, 513);
  EXPECT_EQ(error_of(head + "l: 18446744073709551615\r\n\r\n").what, "Message Too Large");
  EXPECT_EQ(error_of(std::string(max_message_bytes + 1, 'x')).what, "Message Too Large");
  EXPECT_EQ(error_of(std::string(max_message_bytes, 'x')).what, "none");
}

TEST(StreamFraming, AnswersNoAckAndNoResponse) {
  EXPECT_FALSE(error_of("SIP/2.0 200 OK\r\nl: -1\r\n\r\n").answer);
  std::string ack = head + "c: x/y\r\n\r\n";
  ack.replace(ack.find("7 INFO"), 6, "7 ACK").replace(0, 4, "ACK");
  EXPECT_EQ(error_of(ack).what, "Content-Length: missing");
  EXPECT_FALSE(error_of(ack).answer);
}

TEST(StreamFraming, LeavesABrokenHeaderToTheParser) {
  const std::string message = "INFO sip:a@b SIP/2.0\r\nno colon\r\nl: 2\r\n\r\nab";
  StreamFraming framing;
  framing.receive(message);
  EXPECT_THAT(events(framing), ElementsAre(FramedMessage{message}));
}

}  // namespace
}  // namespace portero::sip
