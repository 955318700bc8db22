#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/net/certificates_for_tests.hpp"
#include "io/net/raw_tcp_for_tests.hpp"
#include "io/net/streams_for_tests.hpp"

namespace portero::net {
namespace {

using namespace std::chrono_literals;
using base::Endpoint;
using transport::Failure;
using transport::FailureKind;

const Endpoint any_port{base::loopback_ipv4, 0};

// SIP's messages over TLS; what certificates are refused for is in tls_session_test.cpp.
class TlsStreamsTest : public testing::Test {
 protected:
  static const IssuedCertificate& pbx() {
    static const IssuedCertificate issued{
        {.common_name = "pbx", .alternative_names = "DNS:pbx.example.com,IP:127.0.0.1"}};
    return issued;
  }
  static std::shared_ptr<const TlsServer> server() {
    return TlsServer::make(pbx().identity()).value();
  }
  TlsTarget target(const std::string& name) { return {client, name}; }
  bool comes_true(const std::function<bool()>& condition) { return loop.run_until(condition, 5s); }
  bool tells_closed(const NotingStreams& side) {
    return comes_true([&] { return !side.closed.empty(); });
  }

  loop::EventLoop loop;
  NotingStreams here{loop};
  NotingStreams there{loop};
  std::shared_ptr<const TlsClient> client = TlsClient::make(TrustAuthorities{pbx().pem()}).value();
};

TEST_F(TlsStreamsTest, CarriesBytesBothWays) {
  const std::string answer(100'000, 'a');
  there.then = [&](const StreamEvent& event) {
    if (const auto* got = std::get_if<BytesReceived>(&event))
      ASSERT_TRUE(there.streams.send(got->id, view(answer)));
  };
  const Endpoint listening = there.streams.listen(any_port, server()).value();
  const ConnectionId id = here.streams.connect(listening, target("pbx.example.com")).value();
  ASSERT_TRUE(here.streams.send(id, view("REGISTER")));
  ASSERT_TRUE(comes_true([&] { return here.received[id] == answer; }));
  EXPECT_EQ(there.all_received(), "REGISTER");
}

TEST_F(TlsStreamsTest, TellsBothSidesAtOnceWhyACertificateIsRefused) {
  const Endpoint listening = there.streams.listen(any_port, server()).value();
  ASSERT_TRUE(here.streams.connect(listening, target("other.example.com")));
  ASSERT_TRUE(tells_closed(here));
  ASSERT_TRUE(tells_closed(there));
  EXPECT_EQ(in_words(here.closed.front().why),
            "the certificate is for another name (it is for pbx.example.com, 127.0.0.1; not for "
            "other.example.com)");
  EXPECT_EQ(there.closed.front().why.kind, FailureKind::our_certificate_refused);
  EXPECT_TRUE(here.opened.empty());
  EXPECT_TRUE(there.opened.empty());
}

TEST_F(TlsStreamsTest, UsesAConnectionAgainOnlyForTheNameThatWasVerified) {
  const Endpoint listening = there.streams.listen(any_port, server()).value();
  const ConnectionId id = here.streams.connect(listening, target("pbx.example.com")).value();
  ASSERT_TRUE(comes_true([&] { return !here.opened.empty(); }));
  EXPECT_EQ(here.streams.connect(listening, target("pbx.example.com")), id);
  EXPECT_NE(here.streams.connect(listening, target("other.example.com")), id);
  EXPECT_NE(here.streams.connect(listening), id);
}

TEST_F(TlsStreamsTest, GivesUpOnAServerThatTakesTheConnectionAndSaysNothing) {
  const RawTcp silent = RawTcp::listening(8);
  NotingStreams impatient{loop, {.handshake_timeout = 20ms}};
  ASSERT_TRUE(impatient.streams.connect(silent.local(), target("pbx.example.com")));
  ASSERT_TRUE(tells_closed(impatient));
  EXPECT_EQ(impatient.closed.front().why,
            (Failure{FailureKind::timed_out, "during the TLS handshake"}));
}

TEST_F(TlsStreamsTest, TellsAServerThatClosesDuringTheHandshake) {
  const RawTcp closing = RawTcp::listening(8);
  ASSERT_TRUE(here.streams.connect(closing.local(), target("pbx.example.com")));
  RawTcp accepted = closing.accept();
  ASSERT_TRUE(comes_true([&] { return !accepted.receive().empty(); }));
  accepted.close();
  ASSERT_TRUE(tells_closed(here));
  EXPECT_EQ(here.closed.front().why,
            (Failure{FailureKind::closed_by_peer, "during the TLS handshake"}));
}

TEST_F(TlsStreamsTest, TellsAServerThatSpeaksPlainSip) {
  const RawTcp plain = RawTcp::listening(8);
  ASSERT_TRUE(here.streams.connect(plain.local(), target("pbx.example.com")));
  const RawTcp accepted = plain.accept();
  accepted.send("SIP/2.0 400 Bad Request\r\n\r\n");
  ASSERT_TRUE(tells_closed(here));
  EXPECT_EQ(in_words(here.closed.front().why),
            "TLS failed (the other side does not speak TLS on this port)");
}

TEST_F(TlsStreamsTest, ClosesAClientThatSpeaksPlainSip) {
  const RawTcp plain = RawTcp::connected_to(there.streams.listen(any_port, server()).value());
  plain.send("OPTIONS sip:a@b SIP/2.0\r\n\r\n");
  ASSERT_TRUE(tells_closed(there));
  EXPECT_EQ(there.closed.front().why.kind, FailureKind::tls_protocol);
}

TEST_F(TlsStreamsTest, SaysGoodbye) {
  const Endpoint listening = there.streams.listen(any_port, server()).value();
  const ConnectionId id = here.streams.connect(listening, target("127.0.0.1")).value();
  ASSERT_TRUE(comes_true([&] { return !here.opened.empty(); }));
  ASSERT_TRUE(here.streams.send(id, view("BYE")));
  here.streams.close(id);
  ASSERT_TRUE(tells_closed(there));
  EXPECT_EQ(there.all_received(), "BYE");
  EXPECT_EQ(there.closed.front().why, (Failure{FailureKind::closed_by_peer, ""}));
}

}  // namespace
}  // namespace portero::net
