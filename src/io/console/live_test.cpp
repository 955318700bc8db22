#include "io/console/live.hpp"

#include <gmock/gmock.h>

#include "io/http/conversation.hpp"

namespace portero::console {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

// A page that listens.
struct Page {
  explicit Page(const std::function<void(const http::Exchange&)>& listen)
      : conversation(std::make_shared<http::Conversation>(
            base::Endpoint{base::loopback_ipv4, 1}, 1000,
            http::Conversation::Line{.send = [this](std::string_view text) { sent += text; },
                                     .close = [] {}},
            [listen](const http::Request&, const http::Exchange& exchange) { listen(exchange); })) {
    conversation->receive("GET / HTTP/1.1\r\nHost: door\r\n\r\n");
  }

  std::string sent{};
  std::shared_ptr<http::Conversation> conversation;
};

struct LiveTest : testing::Test {
  std::unique_ptr<Page> page(const std::string& ready = "", const std::string& session = "one") {
    return std::make_unique<Page>([this, ready, session](const http::Exchange& exchange) {
      added = live.add({.exchange = exchange,
                        .session = session,
                        .may_listen = [this] { return signed_in; },
                        .ready = ready});
    });
  }

  loop::EventLoop loop;
  std::vector<std::vector<std::string>> told{};
  control::Status now{.state = "waiting"};
  bool signed_in = true;
  bool added = false;
  Live live{loop,
            [this] { return now; },
            [this](const std::vector<std::string>& names) { told.push_back(names); },
            {.beat = 20ms, .grace = 60ms}};
};

TEST_F(LiveTest, TellsHowItIsAndThenEachChange) {
  const auto one = page();
  EXPECT_THAT(one->sent, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(one->sent, HasSubstr("Content-Type: text/event-stream\r\n"));
  EXPECT_THAT(one->sent, HasSubstr("event: status\ndata: {\"state\":\"waiting\""));
  one->sent.clear();
  live.tell(control::Status{.state = "ringing"});
  EXPECT_THAT(one->sent, HasSubstr("event: status\ndata: {\"state\":\"ringing\""));
  live.tell(control::ViewerLeft{media::ViewerId{7}, "answered_elsewhere", "Dana answered."});
  EXPECT_THAT(one->sent, HasSubstr("event: viewer\ndata: {\"viewer\":7,\"state\":\"gone\","
                                   "\"code\":\"answered_elsewhere\""));
}

TEST_F(LiveTest, TellsThatTheScreenChanged) {
  const auto one = page();
  EXPECT_THAT(one->sent, HasSubstr(R"("screen":null)"));
  one->sent.clear();
  live.tell(control::Status{.state = "ringing", .screen = {{7, true, 250ms}}});
  EXPECT_THAT(
      one->sent,
      HasSubstr(R"("screen":{"change":7,"drawn":true,"renewed_ms":250,"camera_on":false})"));
  live.tell(control::Status{.state = "waiting", .screen = {{8, false, std::nullopt, true}}});
  EXPECT_THAT(
      one->sent,
      HasSubstr(R"("screen":{"change":8,"drawn":false,"renewed_ms":null,"camera_on":true})"));
}

TEST_F(LiveTest, TellsTheTimeWithEachBeat) {
  const auto one = page();
  now.now = 77ms;
  EXPECT_TRUE(loop.run_until([&] { return one->sent.contains("\"now_ms\":77"); }, 10s));
}

TEST_F(LiveTest, TellsWhoIsReadyForAsLongAsThePageIsOpen) {
  const auto watcher = page("", "three");
  EXPECT_THAT(told, IsEmpty());
  const auto dana = page("Dana", "one");
  const auto eli = page("Eli", "two");
  EXPECT_THAT(told.back(), ElementsAre("Dana", "Eli"));
  dana->conversation->gone();
  ASSERT_TRUE(loop.run_until([&] { return told.back() == std::vector<std::string>{"Eli"}; }, 10s));
  watcher->conversation->gone();
  eli->conversation->gone();
  EXPECT_TRUE(loop.run_until([&] { return told.back().empty(); }, 10s));
}

// Each cut of a stream made the door unavailable for the time in which the page came again.
TEST_F(LiveTest, AStreamThatBreaksAndComesAgainChangesNothing) {
  const auto dana = page("Dana");
  dana->conversation->gone();
  const auto again = page("Dana");
  loop.run_for(100ms);
  EXPECT_EQ(told.size(), 1U);
}

TEST_F(LiveTest, APageThatIsReadyNoMoreSaysSoAtOnce) {
  const auto dana = page("Dana");
  dana->conversation->gone();
  const auto again = page();
  EXPECT_THAT(told.back(), IsEmpty());
}

TEST_F(LiveTest, ManyListenAndNotAny) {
  std::vector<std::unique_ptr<Page>> pages;
  for (std::size_t i = 0; i < Live::max_listeners; ++i) pages.push_back(page());
  EXPECT_TRUE(added);
  const auto one_more = page();
  EXPECT_FALSE(added);
  pages.front()->conversation->gone();
  const auto again = page();
  EXPECT_TRUE(added);
}

// A page whose session was ended, by another password or after its time.
TEST_F(LiveTest, WhoIsSignedOutHearsNoMore) {
  const auto dana = page("Dana");
  signed_in = false;
  ASSERT_TRUE(loop.run_until([&] { return dana->sent.contains("\r\n0\r\n"); }, 10s));
  EXPECT_THAT(told.back(), IsEmpty());
}

}  // namespace
}  // namespace portero::console
