#include "io/console/log_live.hpp"

#include <gmock/gmock.h>

#include "io/http/conversation.hpp"

namespace portero::console {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

constexpr base::Duration patience = 10s;

struct LogLiveTest : testing::Test {
  struct Page {
    std::string sent{};
    std::shared_ptr<http::Conversation> conversation{};
  };

  LogLiveTest() { testing::internal::CaptureStderr(); }
  ~LogLiveTest() override { std::ignore = testing::internal::GetCapturedStderr(); }

  std::unique_ptr<Page> page() {
    auto page = std::make_unique<Page>();
    page->conversation = std::make_shared<http::Conversation>(
        base::Endpoint{base::loopback_ipv4, 1}, 1000,
        http::Conversation::Line{
            .send = [page = page.get()](std::string_view text) { page->sent += text; },
            .close = [] {}},
        [this](const http::Request&, const http::Exchange& exchange) {
          added = live.add({exchange, [this] { return signed_in; }});
        });
    page->conversation->receive("GET / HTTP/1.1\r\nHost: door\r\n\r\n");
    return page;
  }
  bool comes_to(const Page& page, const std::string& text) {
    return loop.run_until([&] { return page.sent.contains(text); }, patience);
  }

  loop::EventLoop loop;
  log::Log log{log::Level::info, log::Format::text};
  bool signed_in = true;
  bool added = false;
  LogLive live{loop, log, 20ms};
};

TEST_F(LogLiveTest, TellsWhatIsKeptAndThenWhatComes) {
  log.info("call", "before");
  const auto one = page();
  EXPECT_THAT(one->sent, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(one->sent, HasSubstr("Content-Type: text/event-stream\r\n"));
  EXPECT_THAT(one->sent, HasSubstr("event: lines\ndata: [{\"number\":1,\"at_ms\":"));
  EXPECT_THAT(one->sent, HasSubstr(R"("level":"info","text":"call: before"}])"));
  one->sent.clear();
  log.warning("sip", "then");
  log.error("door", "at once");
  ASSERT_TRUE(comes_to(*one, "at once"));
  EXPECT_THAT(one->sent, AllOf(HasSubstr(R"("level":"warning","text":"sip: then")"),
                               Not(HasSubstr("before"))));
}

TEST_F(LogLiveTest, WhoComesLaterHearsEachLineOnce) {
  const auto one = page();
  log.info("call", "first");
  const auto other = page();
  EXPECT_THAT(one->sent, HasSubstr("first")) << "before anybody hears more than he";
  log.info("call", "second");
  ASSERT_TRUE(comes_to(*other, "second"));
  for (const std::string& sent : {one->sent, other->sent}) {
    EXPECT_EQ(sent.find("first"), sent.rfind("first"));
    EXPECT_EQ(sent.find("second"), sent.rfind("second"));
  }
}

TEST_F(LogLiveTest, SaysThatItIsThereThoughNothingHappens) {
  const auto one = page();
  EXPECT_TRUE(comes_to(*one, ": still here\n\n"));
}

TEST_F(LogLiveTest, WhoIsSignedOutHearsNoMore) {
  const auto one = page();
  signed_in = false;
  ASSERT_TRUE(comes_to(*one, "\r\n0\r\n"));
  one->sent.clear();
  signed_in = true;
  const auto other = page();
  log.info("call", "a secret of the house");
  ASSERT_TRUE(comes_to(*other, "a secret"));
  EXPECT_THAT(one->sent, IsEmpty());
}

TEST_F(LogLiveTest, ManyListenAndNotAny) {
  std::vector<std::unique_ptr<Page>> pages;
  for (std::size_t i = 0; i < LogLive::max_listeners; ++i) pages.push_back(page());
  EXPECT_TRUE(added);
  const auto one_more = page();
  EXPECT_FALSE(added);
  pages.front()->conversation->gone();
  const auto again = page();
  EXPECT_TRUE(added);
}

}  // namespace
}  // namespace portero::console
