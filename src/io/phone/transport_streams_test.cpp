#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/net/certificates_for_tests.hpp"
#include "io/net/raw_tcp_for_tests.hpp"
#include "io/phone/transport_for_tests.hpp"

namespace portero::phone {
namespace {

using namespace std::chrono_literals;
using base::Endpoint;
using net::RawTcp;
using sip::Hop;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;
using transport::Failure;
using transport::FailureKind;

class TransportStreamsTest : public testing::Test {
 protected:
  bool comes_true(const std::function<bool()>& condition) { return loop.run_until(condition, 5s); }

  static sip::Candidate by_tcp(const Endpoint& server) { return {sip::Transport::tcp, server, ""}; }
  Hop way_to(const Endpoint& server) { return here.transport->way_to(by_tcp(server)).value(); }
  Endpoint listening() const { return here.reached_by(sip::Transport::tcp); }
  bool fails() {
    return comes_true([&] { return !here.failed.empty(); });
  }
  std::string answer_on(const RawTcp& client, std::string_view end) {
    std::string all;
    EXPECT_TRUE(comes_true([&] {
      all += client.receive();
      return all.ends_with(end);
    })) << all;
    return all;
  }

  loop::EventLoop loop;
  NotingTransport here{loop};
  NotingTransport there{loop};
};

TEST_F(TransportStreamsTest, CarriesMessagesBothWaysOnOneConnection) {
  const Hop way = way_to(there.reached_by(sip::Transport::tcp));
  EXPECT_FALSE(here.transport->is_open(way));
  here.transport->send(sip::invite_for_test(), way);
  ASSERT_TRUE(comes_true([&] { return !there.messages.empty(); }));
  ASSERT_THAT(here.opened, SizeIs(1));
  EXPECT_EQ(here.opened.front().hop, way);
  EXPECT_FALSE(here.opened.front().incoming);
  EXPECT_TRUE(here.transport->is_open(way));

  const MessageReceived& arrived = there.messages.front();
  EXPECT_EQ(arrived.message, sip::Message{sip::invite_for_test()});
  EXPECT_EQ(arrived.from, there.opened.front().hop);
  EXPECT_EQ(arrived.from.remote, here.opened.front().local);
  EXPECT_TRUE(there.opened.front().incoming);

  there.transport->send(sip::response_for_test(sip::invite_for_test(), 180), arrived.from);
  ASSERT_TRUE(comes_true([&] { return !here.messages.empty(); }));
  EXPECT_EQ(here.messages.front().from, way);
}

TEST_F(TransportStreamsTest, UsesTheConnectionToAServerAgain) {
  const Hop way = way_to(there.reached_by(sip::Transport::tcp));
  EXPECT_EQ(way_to(there.reached_by(sip::Transport::tcp)), way);
  ASSERT_TRUE(comes_true([&] { return here.transport->is_open(way); }));
  EXPECT_EQ(way_to(there.reached_by(sip::Transport::tcp)), way);
  here.transport->close(way.connection);
  EXPECT_FALSE(here.transport->is_open(way));
  EXPECT_NE(way_to(there.reached_by(sip::Transport::tcp)), way);
}

// Linphone calls by TCP from a port that it does not listen on, and says so in Contact. Our BYE
// tried to connect there, was refused, and the phone stayed in a call that was over.
TEST_F(TransportStreamsTest, ReachesAPhoneOnTheConnectionThatItOpened) {
  const Hop way = way_to(there.reached_by(sip::Transport::tcp));
  ASSERT_TRUE(comes_true([&] { return !there.opened.empty(); }));
  const Hop back = there.opened.front().hop;
  EXPECT_EQ(there.transport->way_to(by_tcp(back.remote)), back);
  there.transport->send(sip::options_for_test(), back);
  ASSERT_TRUE(comes_true([&] { return !here.messages.empty(); }));
  EXPECT_EQ(here.messages.front().from, way);
}

// Via and Contact of what goes by TCP name the port that we listen on, not that of our end.
TEST_F(TransportStreamsTest, TellsWhereItListensToThoseOnAConnection) {
  const Hop way = way_to(there.reached_by(sip::Transport::tcp));
  EXPECT_EQ(here.transport->local_towards(way), listening());
  ASSERT_TRUE(comes_true([&] { return here.transport->is_open(way); }));
  EXPECT_EQ(here.transport->local_towards(way), listening());
  EXPECT_NE(here.opened.front().local, listening());
}

TEST_F(TransportStreamsTest, PutsAMessageTogetherFromItsPieces) {
  const RawTcp client = RawTcp::connected_to(listening());
  const std::string text = to_string(sip::options_for_test());
  for (std::size_t at = 0; at < text.size(); at += 7) {
    EXPECT_THAT(here.messages, IsEmpty());
    client.send(text.substr(at, 7));
    loop.run_for(1ms);
  }
  ASSERT_TRUE(comes_true([&] { return !here.messages.empty(); }));
  EXPECT_EQ(here.messages.front().message, sip::Message{sip::options_for_test()});
}

TEST_F(TransportStreamsTest, TakesSeveralMessagesFromOneSegmentInTheirOrder) {
  const RawTcp client = RawTcp::connected_to(listening());
  client.send(to_string(sip::invite_for_test()) + to_string(sip::options_for_test()) +
              to_string(sip::invite_for_test()));
  ASSERT_TRUE(comes_true([&] { return here.messages.size() == 3; }));
  EXPECT_EQ(here.messages[0].message, sip::Message{sip::invite_for_test()});
  EXPECT_EQ(here.messages[1].message, sip::Message{sip::options_for_test()});
  EXPECT_EQ(here.messages[2].message, sip::Message{sip::invite_for_test()});
}

TEST_F(TransportStreamsTest, RefusesABrokenRequestAndReadsOn) {
  const RawTcp client = RawTcp::connected_to(listening());
  client.send(broken_request() + to_string(sip::options_for_test()));
  ASSERT_TRUE(comes_true([&] { return !here.messages.empty(); }));
  EXPECT_THAT(answer_on(client, "\r\n\r\n"), StartsWith("SIP/2.0 400 From: missing\r\n"));
  EXPECT_FALSE(client.is_at_end());
}

TEST_F(TransportStreamsTest, ClosesAStreamWhoseMessagesHaveNoKnownEnd) {
  const RawTcp client = RawTcp::connected_to(listening());
  std::string text = to_string(sip::options_for_test());
  text.replace(text.find("Content-Length: 0"), 17, "Content-Length: ?");
  client.send(text + "more");
  EXPECT_THAT(answer_on(client, "\r\n\r\n"), StartsWith("SIP/2.0 400 Content-Length: unclear\r\n"));
  EXPECT_TRUE(comes_true([&] { return client.is_at_end(); }));
  ASSERT_THAT(here.failed, SizeIs(1));
  EXPECT_EQ(here.failed.front().hop, here.opened.front().hop);
  EXPECT_EQ(here.failed.front().why,
            (Failure{FailureKind::unintelligible, "Content-Length: unclear"}));
  EXPECT_THAT(here.messages, IsEmpty());
}

TEST_F(TransportStreamsTest, ClosesAStreamThatNeverComesToAnEnd) {
  const RawTcp client = RawTcp::connected_to(listening());
  ASSERT_TRUE(comes_true([&] { return !here.opened.empty(); }));
  const std::string garbage(4096, '?');
  for (int i = 0; i < 20; ++i) {
    client.send(garbage);
    loop.run_for(1ms);
  }
  ASSERT_TRUE(fails());
  EXPECT_EQ(here.failed.front().why, (Failure{FailureKind::unintelligible, "Message Too Large"}));
}

TEST_F(TransportStreamsTest, AnswersAPing) {
  const RawTcp client = RawTcp::connected_to(listening());
  client.send("\r\n\r\n");
  EXPECT_EQ(answer_on(client, "\n"), "\r\n");
}

// Four bytes of a stranger were answered with a packet of their own.
TEST_F(TransportStreamsTest, AnswersAFloodOfPingsWithATrickle) {
  const RawTcp client = RawTcp::connected_to(listening());
  std::string flood;
  for (int i = 0; i < 1000; ++i) flood += "\r\n\r\n";
  client.send(flood + to_string(sip::options_for_test()));
  ASSERT_TRUE(comes_true([&] { return !here.messages.empty(); }));
  EXPECT_LE(answer_on(client, "\n").size(), 20U);
  EXPECT_LE(here.pongs.size(), 10U);
}

TEST_F(TransportStreamsTest, PingsAndTellsTheAnswer) {
  const RawTcp server = RawTcp::listening(1);
  const Hop way = way_to(server.local());
  here.transport->ping(way);
  const RawTcp accepted = server.accept();
  EXPECT_EQ(answer_on(accepted, "\n"), "\r\n\r\n");
  accepted.send("\r\n");
  ASSERT_TRUE(comes_true([&] { return !here.pongs.empty(); }));
  EXPECT_EQ(here.pongs.front().from, way);
}

TEST_F(TransportStreamsTest, TellsARefusedConnection) {
  const Endpoint nobody = RawTcp::listening(1).local();
  const auto way = here.transport->way_to(by_tcp(nobody));
  if (way) {
    ASSERT_TRUE(fails());
    EXPECT_EQ(here.failed.front().hop, *way);
    EXPECT_FALSE(here.transport->is_open(*way));
  }
  EXPECT_EQ(way ? here.failed.front().why : way.error(), (Failure{FailureKind::refused, ""}));
}

TEST_F(TransportStreamsTest, TellsTheEndOfAConnectionOnce) {
  RawTcp server = RawTcp::listening(1);
  const Hop way = way_to(server.local());
  ASSERT_TRUE(comes_true([&] { return here.transport->is_open(way); }));
  server.accept().close();
  ASSERT_TRUE(fails());
  EXPECT_EQ(here.failed.front().hop, way);
  EXPECT_EQ(here.failed.front().why.kind, FailureKind::closed_by_peer);
  here.transport->send(sip::invite_for_test(), way);
  EXPECT_THAT(here.failed, SizeIs(1));
  ASSERT_TRUE(comes_true([&] { return here.failed.size() == 2; }));
  EXPECT_EQ(here.failed.back().why.kind, FailureKind::unknown_connection);
}

TEST_F(TransportStreamsTest, SendsItsLastWordsAndTellsNothingOfWhatItCloses) {
  const RawTcp client = RawTcp::connected_to(listening());
  client.send(to_string(sip::options_for_test()));
  ASSERT_TRUE(comes_true([&] { return !here.messages.empty(); }));
  const Hop hop = here.messages.front().from;
  here.transport->send(sip::response_for_test(sip::options_for_test(), 200), hop);
  here.transport->close(hop.connection);
  EXPECT_THAT(answer_on(client, "\r\n\r\n"), StartsWith("SIP/2.0 200 OK\r\n"));
  EXPECT_TRUE(comes_true([&] { return client.is_at_end(); }));
  EXPECT_THAT(here.failed, IsEmpty());
}

TEST_F(TransportStreamsTest, MayBeDestroyedByWhatItTells) {
  const RawTcp client = RawTcp::connected_to(listening());
  here.then = [&](const TransportEvent& event) {
    if (std::holds_alternative<MessageReceived>(event)) here.transport.reset();
  };
  client.send(to_string(sip::options_for_test()) + to_string(sip::options_for_test()));
  ASSERT_TRUE(comes_true([&] { return !here.transport; }));
  loop.run_for(1ms);
  EXPECT_THAT(here.messages, SizeIs(1));
}

// RFC 3261 section 18.2.2.
class GoneConnectionTest : public TransportStreamsTest {
 protected:
  // A request of a client that listens on this port and has gone away when it is to be answered.
  MessageReceived request_of_gone_client(std::uint16_t port) {
    sip::Request options = sip::options_for_test();
    options.headers.set(sip::HeaderId::via,
                        "SIP/2.0/TCP 127.0.0.1:" + std::to_string(port) + ";branch=z9hG4bKgone");
    const std::size_t before = here.messages.size();
    const std::size_t ended = here.failed.size();
    RawTcp client = RawTcp::connected_to(listening());
    client.send(to_string(options));
    EXPECT_TRUE(comes_true([&] { return here.messages.size() > before; }));
    client.close();
    EXPECT_TRUE(comes_true([&] { return here.failed.size() > ended; }));
    return here.messages.back();
  }
  void answer(const MessageReceived& request) {
    const auto response = sip::response_for_test(std::get<sip::Request>(request.message), 200);
    here.transport->send(response, request.from);
  }
};

TEST_F(GoneConnectionTest, IsReplacedByOneToThePortOfVia) {
  const RawTcp server = RawTcp::listening(1);
  answer(request_of_gone_client(server.local().port));
  EXPECT_THAT(answer_on(server.accept(), "\r\n\r\n"), StartsWith("SIP/2.0 200 OK\r\n"));
}

TEST_F(GoneConnectionTest, IsToldWhenNobodyIsThere) {
  const MessageReceived request = request_of_gone_client(RawTcp::listening(1).local().port);
  here.failed.clear();
  answer(request);
  EXPECT_THAT(here.failed, IsEmpty());
  EXPECT_TRUE(
      comes_true([&] { return !here.failed.empty() && here.failed.back().hop == request.from; }));
  EXPECT_EQ(here.failed.back().why.kind, FailureKind::refused);
}

TEST_F(GoneConnectionTest, IsReplacedForAFewAtATime) {
  std::vector<RawTcp> servers;
  for (int i = 0; i < 8; ++i) {
    servers.push_back(RawTcp::listening(1));
    answer(request_of_gone_client(servers.back().local().port));
  }
  const RawTcp ninth = RawTcp::listening(1);
  const MessageReceived request = request_of_gone_client(ninth.local().port);
  here.failed.clear();
  answer(request);
  ASSERT_TRUE(fails());
  EXPECT_EQ(here.failed.front().hop, request.from);
  EXPECT_EQ(here.failed.front().why.kind, FailureKind::unknown_connection);
}

class TransportTlsTest : public TransportStreamsTest {
 protected:
  TransportTlsTest() { here.transport->set_tls(believing(pbx())); }

  static const net::IssuedCertificate& pbx() {
    static const net::IssuedCertificate issued{
        {.common_name = "pbx", .alternative_names = "DNS:pbx.example.com"}};
    return issued;
  }
  static std::shared_ptr<const net::TlsClient> believing(const net::IssuedCertificate& issued) {
    return net::TlsClient::make(net::TrustAuthorities{issued.pem()}).value();
  }
  sip::Candidate server_named(const std::string& name) const {
    return {sip::Transport::tls, address, name};
  }

  std::string received;
  net::Streams server{loop, {}, [this](const net::StreamEvent& event) {
                        if (const auto* got = std::get_if<net::BytesReceived>(&event))
                          received.append(got->bytes.begin(), got->bytes.end());
                      }};
  Endpoint address =
      server.listen(any_port_v4, net::TlsServer::make(pbx().identity()).value()).value();
};

TEST_F(TransportTlsTest, CarriesMessagesAndTellsItsEnd) {
  const Hop way = here.transport->way_to(server_named("pbx.example.com")).value();
  EXPECT_EQ(way.transport, sip::Transport::tls);
  EXPECT_EQ(here.transport->local_towards(way).error().kind, FailureKind::unknown_connection);
  here.transport->send(sip::invite_for_test(), way);
  ASSERT_TRUE(comes_true([&] { return received == to_string(sip::invite_for_test()); }));
  EXPECT_EQ(here.opened.front().hop, way);
  EXPECT_EQ(here.transport->local_towards(way), here.opened.front().local);
}

TEST_F(TransportTlsTest, TellsWhyACertificateIsRefused) {
  const Hop way = here.transport->way_to(server_named("other.example.com")).value();
  here.transport->send(sip::invite_for_test(), way);
  ASSERT_TRUE(fails());
  EXPECT_THAT(here.failed, SizeIs(1));
  EXPECT_EQ(here.failed.front().hop, way);
  EXPECT_EQ(in_words(here.failed.front().why),
            "the certificate is for another name (it is for pbx.example.com; not for "
            "other.example.com)");
  EXPECT_EQ(received, "");
}

TEST_F(TransportTlsTest, VerifiesAnewOnceTheSettingsChanged) {
  const Hop before = here.transport->way_to(server_named("pbx.example.com")).value();
  EXPECT_EQ(here.transport->way_to(server_named("pbx.example.com")), before);
  here.transport->set_tls(believing(net::IssuedCertificate{{.common_name = "somebody else"}}));
  const Hop after = here.transport->way_to(server_named("pbx.example.com")).value();
  EXPECT_NE(after, before);
  ASSERT_TRUE(fails());
  EXPECT_EQ(here.failed.front().hop, after);
  EXPECT_TRUE(comes_true([&] { return here.transport->is_open(before); }));
}

TEST_F(TransportTlsTest, IsNoWayBeforeItIsSetUp) {
  EXPECT_EQ(there.transport->way_to(server_named("pbx.example.com")).error(),
            (Failure{FailureKind::tls_protocol, "it is not set up here"}));
}

}  // namespace
}  // namespace portero::phone
