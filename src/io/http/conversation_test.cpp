#include "io/http/conversation.hpp"

#include <vector>

#include <gmock/gmock.h>

namespace portero::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

const std::string get_one = "GET /1 HTTP/1.1\r\nHost: door\r\n\r\n";
const std::string get_two = "GET /2 HTTP/1.1\r\nHost: door\r\n\r\n";
const Response ok{.body = "ok"};

struct ConversationTest : testing::Test {
  std::string sent{};
  bool closed = false;
  std::vector<Request> told{};
  std::vector<Exchange> ways_back{};
  bool answers_at_once = false;
  std::shared_ptr<Conversation> conversation = std::make_shared<Conversation>(
      base::Endpoint{base::loopback_ipv4, 1234}, 100,
      Conversation::Line{.send = [this](std::string_view text) { sent += text; },
                         .close = [this] { closed = true; }},
      [this](const Request& request, const Exchange& exchange) {
        told.push_back(request);
        ways_back.push_back(exchange);
        if (answers_at_once) exchange.answer(ok);
      });

  [[nodiscard]] std::vector<std::string> paths() const {
    std::vector<std::string> all;
    for (const Request& request : told) all.push_back(request.path);
    return all;
  }
};

TEST_F(ConversationTest, AnswersOneRequestAfterTheOther) {
  conversation->receive(get_one + get_two);
  EXPECT_THAT(paths(), ElementsAre("/1"));
  EXPECT_EQ(told[0].from.port, 1234);
  ways_back[0].answer(ok);
  EXPECT_EQ(sent, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  EXPECT_THAT(paths(), ElementsAre("/1", "/2"));
  EXPECT_FALSE(closed);
}

TEST_F(ConversationTest, AnswersAtOnceHoweverManyThereAre) {
  answers_at_once = true;
  std::string many;
  for (int i = 0; i < 1000; ++i) many += get_one;
  conversation->receive(many);
  EXPECT_EQ(told.size(), 1000U);
  EXPECT_TRUE(ways_back.back().is_over());
}

TEST_F(ConversationTest, ASecondAnswerGoesNowhere) {
  conversation->receive(get_one + get_two);
  ways_back[0].answer(ok);
  sent.clear();
  ways_back[0].answer(ok);
  ways_back[0].begin(ok);
  ways_back[0].send("x");
  ways_back[0].end();
  EXPECT_EQ(sent, "");
  EXPECT_TRUE(ways_back[0].is_over());
  EXPECT_FALSE(ways_back[1].is_over());
}

TEST_F(ConversationTest, AnAnswerToWhoHasGoneGoesNowhere) {
  conversation->receive(get_one);
  conversation->gone();
  ways_back[0].answer(ok);
  EXPECT_TRUE(ways_back[0].is_over());
  conversation.reset();
  ways_back[0].answer(ok);
  EXPECT_TRUE(ways_back[0].is_over());
  EXPECT_EQ(sent, "");
}

TEST_F(ConversationTest, TellsOnceThatWhoIsOwedSomethingHasGone) {
  int answered_gone = 0;
  int listener_gone = 0;
  conversation->receive(get_one + get_two);
  ways_back[0].when_gone([&] { ++answered_gone; });
  ways_back[0].answer(ok);
  ways_back[1].begin(ok);
  ways_back[1].when_gone([&] { ++listener_gone; });
  conversation->gone();
  conversation->gone();
  EXPECT_EQ(answered_gone, 0);
  EXPECT_EQ(listener_gone, 1);
}

TEST_F(ConversationTest, ClosesWhereTheClientAsksForIt) {
  conversation->receive("GET / HTTP/1.1\r\nHost: door\r\nConnection: close\r\n\r\n" + get_two);
  ways_back[0].answer(ok);
  EXPECT_THAT(sent, HasSubstr("Connection: close\r\n"));
  EXPECT_TRUE(closed);
  EXPECT_THAT(paths(), ElementsAre("/"));
}

TEST_F(ConversationTest, HeadIsToldTheLengthAndGetsNoBody) {
  conversation->receive("HEAD / HTTP/1.1\r\nHost: door\r\n\r\n");
  ways_back[0].answer(ok);
  EXPECT_EQ(sent, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
}

TEST_F(ConversationTest, StreamsForAsLongAsItLikes) {
  conversation->receive(get_one);
  ways_back[0].begin({.headers = {{"Content-Type", "text/event-stream"}}});
  ways_back[0].send("data: 1\n\n");
  ways_back[0].send("");
  ways_back[0].answer(ok);
  EXPECT_FALSE(ways_back[0].is_over());
  EXPECT_EQ(
      sent,
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
      "9\r\ndata: 1\n\n\r\n");
  ways_back[0].end();
  EXPECT_THAT(sent, testing::EndsWith("0\r\n\r\n"));
  EXPECT_TRUE(ways_back[0].is_over());
  EXPECT_FALSE(closed);
}

// Chunks are for those who know them (RFC 9112 section 6.1).
TEST_F(ConversationTest, AnOldClientGetsNoStream) {
  conversation->receive("GET / HTTP/1.0\r\n\r\n");
  ways_back[0].begin({});
  ways_back[0].send("data: 1\n\n");
  EXPECT_THAT(sent, StartsWith("HTTP/1.1 505 "));
  EXPECT_THAT(sent, testing::Not(HasSubstr("data:")));
  EXPECT_TRUE(closed);
}

TEST_F(ConversationTest, HeadOfAStreamIsItsHead) {
  conversation->receive("HEAD / HTTP/1.1\r\nHost: door\r\n\r\n");
  ways_back[0].begin({});
  ways_back[0].send("data: 1\n\n");
  ways_back[0].end();
  EXPECT_EQ(sent, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
}

TEST_F(ConversationTest, AHeaderBeginsNoOther) {
  conversation->receive(get_one);
  ways_back[0].answer({.status = 302, .headers = {{"Location", "/a\r\nSet-Cookie: b"}}});
  EXPECT_THAT(sent, HasSubstr("Location: /a  Set-Cookie: b\r\n"));
}

TEST_F(ConversationTest, RefusesAndClosesWhatIsNotHttp) {
  conversation->receive("\x16\x03\x01\r\n\r\n");
  EXPECT_THAT(sent, StartsWith("HTTP/1.1 400 Bad Request\r\n"));
  EXPECT_TRUE(closed);
  conversation->receive(get_one);
  EXPECT_THAT(told, testing::IsEmpty());
}

TEST_F(ConversationTest, EachAnswerHasTheHeadersOfAll) {
  std::string text;
  const auto strict = std::make_shared<Conversation>(
      base::Endpoint{base::loopback_ipv4, 1}, 100,
      Conversation::Line{.send = [&](std::string_view more) { text += more; },
                         .close = [] {},
                         .headers_of_all = {{"X-Content-Type-Options", "nosniff"}}},
      [](const Request& request, const Exchange& exchange) {
        request.path == "/1" ? exchange.answer(ok) : exchange.begin(ok);
      });
  strict->receive(get_one);
  EXPECT_THAT(text, HasSubstr("nosniff"));
  text.clear();
  strict->receive(get_two);
  EXPECT_THAT(text, HasSubstr("nosniff"));
  text.clear();
  strict->give_up();
  EXPECT_THAT(text, HasSubstr("nosniff"));
}

TEST_F(ConversationTest, GivesUpARequestThatDoesNotEnd) {
  EXPECT_EQ(conversation->awaited(), std::nullopt);
  conversation->receive(get_one.substr(0, 10));
  EXPECT_EQ(conversation->awaited(), 1U);
  conversation->give_up();
  EXPECT_THAT(sent, StartsWith("HTTP/1.1 408 Request Timeout\r\n"));
  EXPECT_TRUE(closed);
}

TEST_F(ConversationTest, AwaitsNothingOfWhomItOwesAnAnswer) {
  conversation->receive(get_one + get_two.substr(0, 10));
  EXPECT_EQ(conversation->awaited(), std::nullopt);
  ways_back[0].answer(ok);
  EXPECT_EQ(conversation->awaited(), 2U);
}

TEST_F(ConversationTest, WhoSendsTooMuchAheadIsLeft) {
  conversation->receive(get_one);
  conversation->receive(std::string(65'537, 'x'));
  EXPECT_TRUE(closed);
  EXPECT_TRUE(ways_back[0].is_over());
}

}  // namespace
}  // namespace portero::http
