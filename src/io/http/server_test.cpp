#include "io/http/server.hpp"

#include <gmock/gmock.h>

#include "io/net/certificates_for_tests.hpp"
#include "io/net/raw_tcp_for_tests.hpp"
#include "io/net/streams_for_tests.hpp"

namespace portero::http {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::StartsWith;

constexpr base::Duration patience = 10s;
const base::Endpoint any_port{base::loopback_ipv4, 0};
const std::string get = "GET / HTTP/1.1\r\nHost: door\r\n\r\n";

struct HttpServerTest : testing::Test {
  void serve(const ServerLimits& limits = {}) {
    server.emplace(loop, limits, [this](const Request& request, const Exchange& exchange) {
      last = request;
      handler(exchange);
    });
  }
  base::Endpoint listen(std::shared_ptr<const net::TlsServer> tls = nullptr) {
    if (!server) serve();
    return server->listen(any_port, std::move(tls)).value();
  }
  bool comes_true(const std::function<bool()>& what) { return loop.run_until(what, patience); }
  bool hears(const net::RawTcp& client, const std::string& text) {
    return comes_true([&] { return (heard += client.receive()).contains(text); });
  }
  bool is_left(const net::RawTcp& client) {
    return comes_true([&] {
      heard += client.receive();
      return client.is_at_end();
    });
  }

  loop::EventLoop loop;
  std::function<void(const Exchange&)> handler = [](const Exchange& exchange) {
    exchange.answer({.body = "hello"});
  };
  Request last{};
  std::optional<Server> server;
  std::string heard{};
};

TEST_F(HttpServerTest, AnswersOverTcp) {
  const net::RawTcp client = net::RawTcp::connected_to(listen());
  client.send(get);
  EXPECT_TRUE(hears(client, "hello"));
  EXPECT_THAT(heard, StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_EQ(last.from.address, base::loopback_ipv4);
  client.send(get);
  heard.clear();
  EXPECT_TRUE(hears(client, "hello")) << "again on the same connection";
}

TEST_F(HttpServerTest, AnswersOverTls) {
  const net::IssuedCertificate certificate{
      {.common_name = "door", .alternative_names = "DNS:door"}};
  const auto place = listen(net::TlsServer::make(certificate.identity()).value());
  net::NotingStreams client{loop};
  const net::TlsTarget target{
      net::TlsClient::make(net::TrustPinned{certificate.fingerprint()}).value(), "door"};
  const auto id = client.streams.connect(place, target).value();
  ASSERT_TRUE(client.streams.send(id, net::view(get)));
  EXPECT_TRUE(comes_true([&] { return client.all_received().contains("hello"); }));
}

TEST_F(HttpServerTest, AnswersLater) {
  std::optional<Exchange> waiting;
  handler = [&](const Exchange& exchange) { waiting = exchange; };
  const net::RawTcp client = net::RawTcp::connected_to(listen());
  client.send(get);
  ASSERT_TRUE(comes_true([&] { return waiting.has_value(); }));
  waiting->answer({.body = "later"});
  EXPECT_TRUE(hears(client, "later"));
}

TEST_F(HttpServerTest, KnowsWhoHasGone) {
  std::optional<Exchange> waiting;
  handler = [&](const Exchange& exchange) { (waiting = exchange)->begin({}); };
  net::RawTcp client = net::RawTcp::connected_to(listen());
  client.send(get);
  ASSERT_TRUE(comes_true([&] { return waiting.has_value(); }));
  EXPECT_FALSE(waiting->is_over());
  client.close();
  EXPECT_TRUE(comes_true([&] { return waiting->is_over(); }));
  waiting->send("to nobody");
}

// One byte a second would keep a connection for ever.
TEST_F(HttpServerTest, LeavesWhoDoesNotComeToTheEnd) {
  serve({.request_timeout = 100ms});
  const net::RawTcp client = net::RawTcp::connected_to(listen());
  client.send("GET /");
  const base::TimePoint end = loop.now() + patience;
  for (; heard.empty() && loop.now() < end; heard += client.receive()) {
    client.send("x");
    loop.run_for(20ms);
  }
  EXPECT_THAT(heard, HasSubstr("408"));
}

TEST_F(HttpServerTest, LeavesWhoBeginsAnotherRequestAndDoesNotEndIt) {
  serve({.request_timeout = 100ms});
  std::optional<Exchange> waiting;
  handler = [&](const Exchange& exchange) { waiting = exchange; };
  const net::RawTcp client = net::RawTcp::connected_to(listen());
  client.send(get + "GET /");
  ASSERT_TRUE(comes_true([&] { return waiting.has_value(); }));
  waiting->answer({.body = "first"});
  EXPECT_TRUE(is_left(client));
  EXPECT_THAT(heard, HasSubstr("408"));
}

TEST_F(HttpServerTest, HasTimeForWhoIsAnsweredLate) {
  serve({.request_timeout = 50ms});
  std::optional<Exchange> waiting;
  handler = [&](const Exchange& exchange) { waiting = exchange; };
  const net::RawTcp client = net::RawTcp::connected_to(listen());
  client.send(get.substr(0, 5));
  loop.run_for(5ms);
  client.send(get.substr(5));
  ASSERT_TRUE(comes_true([&] { return waiting.has_value(); }));
  loop.run_for(150ms);
  waiting->answer({.body = "late"});
  EXPECT_TRUE(hears(client, "late"));
}

TEST_F(HttpServerTest, ManyConnectionsOfOneLeaveRoomForOthers) {
  serve({.max_connections = 4, .max_connections_per_source = 2});
  const auto place = listen();
  const net::RawTcp first = net::RawTcp::connected_to(place);
  const net::RawTcp second = net::RawTcp::connected_to(place);
  const net::RawTcp third = net::RawTcp::connected_to(place);
  EXPECT_TRUE(is_left(third));
  first.send(get);
  EXPECT_TRUE(hears(first, "hello"));
}

TEST_F(HttpServerTest, ALargeAnswerArrivesWhole) {
  const std::string large(3'000'000, 'x');
  handler = [&](const Exchange& exchange) { exchange.answer({.body = large + "end"}); };
  const net::RawTcp client = net::RawTcp::connected_to(listen());
  client.send("GET / HTTP/1.1\r\nHost: door\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(is_left(client));
  EXPECT_THAT(heard, testing::EndsWith("xend"));
  EXPECT_GT(heard.size(), large.size());
}

TEST_F(HttpServerTest, MayBeDestroyedByWhatItTells) {
  handler = [&](const Exchange&) { server.reset(); };
  const net::RawTcp client = net::RawTcp::connected_to(listen());
  client.send(get + get);
  EXPECT_TRUE(is_left(client));
  EXPECT_FALSE(server.has_value());
}

}  // namespace
}  // namespace portero::http
