#include "io/http/request_reader.hpp"

#include <gmock/gmock.h>

namespace portero::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

constexpr std::size_t max_body = 1000;

struct RequestReaderTest : testing::Test {
  Request request(std::string_view bytes) {
    reader.receive(bytes);
    auto next = reader.next();
    if (next && *next) return **std::move(next);
    ADD_FAILURE() << (next ? "not whole" : next.error().body);
    return {};
  }
  int refusal(std::string_view bytes) {
    reader.receive(bytes);
    const auto next = reader.next();
    return next ? 0 : next.error().status;
  }
  bool is_not_whole() {
    const auto next = reader.next();
    return next && !*next;
  }

  RequestReader reader{max_body};
};

TEST_F(RequestReaderTest, ReadsMethodPathQueryHeadersAndBody) {
  const Request read = request(
      "PATCH /api/v1/settings?dry_run&note=a%20b%26c HTTP/1.1\r\nHost: door\r\n"
      "Content-Length: 7\r\nIf-Match: \"3\"\r\n\r\n{\"a\":1}");
  EXPECT_EQ(read.method, "PATCH");
  EXPECT_EQ(read.path, "/api/v1/settings");
  EXPECT_THAT(read.query, ElementsAre(Pair("dry_run", ""), Pair("note", "a b&c")));
  EXPECT_EQ(read.header("if-match"), "\"3\"");
  EXPECT_EQ(read.header("If-None-Match"), std::nullopt);
  EXPECT_EQ(read.parameter("note"), "a b&c");
  EXPECT_EQ(read.parameter("Note"), std::nullopt);
  EXPECT_EQ(read.body, "{\"a\":1}");
  EXPECT_TRUE(read.keep_alive);
}

TEST_F(RequestReaderTest, PiecesMakeNoDifference) {
  const std::string_view text =
      "POST / HTTP/1.1\r\nHost: door\r\nContent-Length: 9\r\n\r\nopen door"
      "GET /next HTTP/1.1\r\nHost: door\r\n\r\n";
  for (std::size_t size = 1; size <= text.size(); ++size) {
    RequestReader pieces{max_body};
    std::vector<std::string> read;
    for (std::size_t begin = 0; begin < text.size(); begin += size) {
      pieces.receive(text.substr(begin, size));
      for (auto next = pieces.next(); next && *next; next = pieces.next())
        read.push_back((*next)->path + " " + (*next)->body);
    }
    EXPECT_THAT(read, ElementsAre("/ open door", "/next ")) << size;
    EXPECT_FALSE(pieces.in_the_middle()) << size;
  }
}

TEST_F(RequestReaderTest, AConnectionStandsUnlessTheClientSaysOtherwise) {
  EXPECT_FALSE(request("GET / HTTP/1.1\r\nHost: door\r\nConnection: close\r\n\r\n").keep_alive);
  EXPECT_FALSE(request("GET / HTTP/1.0\r\n\r\n").keep_alive);
  EXPECT_TRUE(request("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").keep_alive);
}

TEST_F(RequestReaderTest, GivesLeaveToSendTheBodyOnce) {
  reader.receive(
      "PUT / HTTP/1.1\r\nHost: door\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  ASSERT_TRUE(is_not_whole());
  EXPECT_TRUE(reader.takes_continue());
  EXPECT_FALSE(reader.takes_continue());
  EXPECT_EQ(request("ok").body, "ok");
}

TEST_F(RequestReaderTest, DoesNotAskForABodyThatIsThere) {
  const Request read = request(
      "PUT / HTTP/1.1\r\nHost: door\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\nok");
  EXPECT_EQ(read.body, "ok");
  EXPECT_FALSE(reader.takes_continue());
}

TEST_F(RequestReaderTest, TakesABodyUpToItsLimit) {
  const std::string head = "PUT / HTTP/1.1\r\nHost: door\r\nContent-Length: ";
  EXPECT_EQ(request(head + "1000\r\n\r\n" + std::string(max_body, 'x')).body.size(), max_body);
  EXPECT_EQ(refusal(head + "1001\r\n\r\n"), 413);
}

// Beast's parser aborted the process on such a body in pieces of one byte.
TEST_F(RequestReaderTest, WantsTheLengthOfABody) {
  const std::string text =
      "PUT / HTTP/1.1\r\nHost: door\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
  int refused = 0;
  for (const char letter : text) refused = refusal({&letter, 1});
  EXPECT_EQ(refused, 411);
}

TEST_F(RequestReaderTest, AHeaderWithoutEndTakesNoMemory) {
  EXPECT_EQ(refusal("GET / HTTP/1.1\r\nX: " + std::string(max_header_bytes, 'x')), 431);
  reader.receive(std::string(1000, 'x'));
  EXPECT_EQ(reader.waiting_bytes(), 0U);
}

// Each line came alone, and each was short.
TEST_F(RequestReaderTest, NorDoesAHeaderThatComesLineByLine) {
  int refused = refusal("GET / HTTP/1.1\r\n");
  std::size_t sent = 0;
  for (; refused == 0 && sent < 10 * max_header_bytes; sent += 6) refused = refusal("X: a\r\n");
  EXPECT_EQ(refused, 431);
  EXPECT_LE(sent, max_header_bytes + 12);
}

TEST_F(RequestReaderTest, ALongAddressIsRefused) {
  EXPECT_EQ(refusal("GET /" + std::string(max_target_bytes, 'x') + " HTTP/1.1\r\nHost: d\r\n\r\n"),
            414);
}

// Two readers of one connection that see different requests in it let one be smuggled past the
// other (RFC 9112 section 11.2).
TEST_F(RequestReaderTest, RefusesWhatHasTwoMeanings) {
  for (const std::string_view fields :
       {"Content-Length: 1\r\nContent-Length: 2\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n", "Content-Length: -1\r\n",
        "Content-Length: 1x\r\n", "Host: other\r\n", "X: a\r\n b\nY: c\r\n", "X : 1\r\n"}) {
    RequestReader other{max_body};
    other.receive("PUT / HTTP/1.1\r\nHost: door\r\n" + std::string{fields} + "\r\nx");
    const auto next = other.next();
    ASSERT_FALSE(next) << fields;
    EXPECT_EQ(next.error().status, 400) << fields;
    EXPECT_FALSE(other.next()) << "and for good: " << fields;
  }
}

TEST_F(RequestReaderTest, RefusesWhatIsNoRequest) {
  for (const std::string_view text :
       {"\x16\x03\x01\x02\x05\x01\x01", "GET /\r\n\r\n", "GET / HTTP/2.0\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n", "GET http://other/ HTTP/1.1\r\nHost: door\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: door\r\n\r\n", "GET /%00 HTTP/1.1\r\nHost: door\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: door\r\n\r\n"}) {
    RequestReader other{max_body};
    other.receive(text);
    const auto next = other.next();
    ASSERT_FALSE(next) << text;
    EXPECT_EQ(next.error().status, 400) << text;
    EXPECT_THAT(next.error().body, HasSubstr(".")) << text;
  }
}

TEST_F(RequestReaderTest, KnowsWhetherItIsInTheMiddleOfARequest) {
  EXPECT_FALSE(reader.in_the_middle());
  reader.receive("GE");
  EXPECT_TRUE(is_not_whole());
  EXPECT_TRUE(reader.in_the_middle());
  EXPECT_EQ(request("T / HTTP/1.1\r\nHost: door\r\n\r\n").path, "/");
  EXPECT_FALSE(reader.in_the_middle());
}

}  // namespace
}  // namespace portero::http
