#include "io/media/webrtc/tls_tunnel.hpp"

#include <gmock/gmock.h>

#include "io/net/certificates_for_tests.hpp"
#include "io/net/raw_tcp_for_tests.hpp"
#include "io/net/streams_for_tests.hpp"

namespace portero::webrtc {
namespace {

using namespace std::chrono_literals;
using net::IssuedCertificate;
using net::RawTcp;

const base::Endpoint any_port{base::loopback_ipv4, 0};

// P5: libnice sends plain text to a TURN server that speaks TLS. It is told of a port of ours that
// leads there.
class TlsTunnelTest : public testing::Test {
 protected:
  static const IssuedCertificate& turn() {
    static const IssuedCertificate issued{
        {.common_name = "turn", .alternative_names = "IP:127.0.0.1"}};
    return issued;
  }

  void listen() {
    const auto tls = net::TlsServer::make(turn().identity()).value();
    at_.port = server_.streams.listen(any_port, tls).value().port;
    open();
  }
  void open() { tunnel_ = TlsTunnel::open(loop_, at_, trust_).value(); }

  bool comes_true(const std::function<bool()>& condition) { return loop_.run_until(condition, 5s); }

  loop::EventLoop loop_;
  net::NotingStreams server_{loop_};
  std::shared_ptr<const net::TlsClient> trust_ =
      net::TlsClient::make(net::TrustAuthorities{turn().pem()}).value();
  IceServer at_{.kind = IceServer::Kind::turn, .over = IceServer::Over::tls, .host = "127.0.0.1"};
  std::unique_ptr<TlsTunnel> tunnel_;
};

TEST_F(TlsTunnelTest, LeadsToTheServerOverTls) {
  listen();
  server_.then = [&](const net::StreamEvent& event) {
    if (const auto* got = std::get_if<net::BytesReceived>(&event))
      ASSERT_TRUE(server_.streams.send(got->id, net::view("allocated")));
  };
  const RawTcp client = RawTcp::connected_to(tunnel_->local());
  client.send("allocate");
  std::string answer;
  ASSERT_TRUE(comes_true([&] { return !(answer += client.receive()).empty(); }));
  EXPECT_EQ(answer, "allocated");
  EXPECT_EQ(server_.all_received(), "allocate");
}

TEST_F(TlsTunnelTest, HasAConnectionForEachOfTheClients) {
  listen();
  const RawTcp one = RawTcp::connected_to(tunnel_->local());
  const RawTcp other = RawTcp::connected_to(tunnel_->local());
  one.send("one");
  other.send("other");
  ASSERT_TRUE(comes_true([&] { return server_.received.size() == 2; }));
}

TEST_F(TlsTunnelTest, ClosesOneSideWithTheOther) {
  listen();
  RawTcp client = RawTcp::connected_to(tunnel_->local());
  ASSERT_TRUE(comes_true([&] { return !server_.opened.empty(); }));
  client.close();
  EXPECT_TRUE(comes_true([&] { return !server_.closed.empty(); }));
}

TEST_F(TlsTunnelTest, BelievesNoServerWithoutTheRightCertificate) {
  trust_ = net::TlsClient::make(
               net::TrustAuthorities{IssuedCertificate{{.common_name = "another"}}.pem()})
               .value();
  listen();
  const RawTcp client = RawTcp::connected_to(tunnel_->local());
  client.send("a secret");
  ASSERT_TRUE(comes_true([&] { return client.receive().empty() && client.is_at_end(); }));
  EXPECT_THAT(tunnel_->trouble(), testing::HasSubstr("certificate"));
  EXPECT_EQ(server_.all_received(), "");
}

TEST_F(TlsTunnelTest, ClosesWhenTheServerCannotBeReached) {
  at_.port = RawTcp::listening(1).local().port;  // nobody listens there any more
  open();
  const RawTcp client = RawTcp::connected_to(tunnel_->local());
  ASSERT_TRUE(comes_true([&] { return client.receive().empty() && client.is_at_end(); }));
  EXPECT_EQ(tunnel_->trouble(), "connection refused");
}

}  // namespace
}  // namespace portero::webrtc
