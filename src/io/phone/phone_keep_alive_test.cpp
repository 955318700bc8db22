// The way to the server kept open, and given up when nothing comes back (RFC 5626).
#include <gmock/gmock.h>

#include "core/sip/message_parser.hpp"
#include "io/net/streams_for_tests.hpp"
#include "io/phone/phone_for_tests.hpp"

namespace portero::phone {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::SizeIs;

constexpr std::string_view ping = "\r\n\r\n";
constexpr std::string_view pong = "\r\n";
constexpr const char* instance = "urn:uuid:f81d4fae-7dec-41d0-a765-00a0c91e6bf6";

// As often as a test can wait for. What an answer may take is far more than it does here.
constexpr sip::KeepAliveTimes hasty{.shortest_stream_interval = 20ms,
                                    .longest_stream_interval = 30ms,
                                    .shortest_datagram_interval = 20ms,
                                    .longest_datagram_interval = 30ms,
                                    .pong_limit = 1s,
                                    .first_stun_pause = 100ms};

// A registrar by TCP that promises to answer pings, and does until it is told otherwise.
struct PingedRegistrar {
  explicit PingedRegistrar(loop::EventLoop& loop) : sockets(loop) {
    endpoint = sockets.streams.listen({base::loopback_ipv4, 0}).value();
    sockets.then = [this](const net::StreamEvent& event) {
      if (const auto* got = std::get_if<net::BytesReceived>(&event)) take(got->id);
    };
  }

  void take(net::ConnectionId id) {
    std::string& text = sockets.received[id];
    for (auto end = text.find(ping); end != text.npos; end = text.find(ping)) {
      const std::string message = text.substr(0, end + ping.size());
      text.erase(0, message.size());
      if (message == ping)
        pinged(id);
      else
        registers(id, message);
    }
  }
  void pinged(net::ConnectionId id) {
    ++pings;
    if (answers) std::ignore = sockets.streams.send(id, net::view(pong));
    if (pings == 1 && pings_us) std::ignore = sockets.streams.send(id, net::view(ping));
  }
  void registers(net::ConnectionId id, const std::string& message) {
    const auto request = std::get<sip::Request>(sip::parse_message(message).value());
    contacts.emplace_back(request.headers.first(sip::HeaderId::contact).value());
    sip::Response ok = sip::response_to(request, 200);
    sip::set_to_tag(ok.headers, "registrar");
    if (promises) ok.headers.append(sip::HeaderId::require, "outbound");
    ok.headers.append(sip::HeaderId::contact, contacts.back() + ";expires=300");
    std::ignore = sockets.streams.send(id, net::view(sip::to_string(ok)));
  }

  net::NotingStreams sockets;
  base::Endpoint endpoint{base::any_ipv4, 0};
  bool promises = true;
  bool answers = true;
  bool pings_us = false;  // once
  int pings = 0;
  std::vector<std::string> contacts;  // of each REGISTER
};

struct PhoneKeepAliveTest : PhoneTest {
  PhoneSettings hasty_settings(sip::Transport transport, const base::Endpoint& at) {
    PhoneSettings chosen = settings(transport);
    chosen.account->server.port = at.port;
    chosen.account->instance = instance;
    chosen.keep_alive = hasty;
    return chosen;
  }
  std::vector<sip::Request> registers() { return server.of(sip::MethodId::register_); }
};

// The flow is named, so that the server replaces it and reaches us by it alone.
TEST_F(PhoneKeepAliveTest, NamesItsInstanceAndItsFlow) {
  const auto phone = open(hasty_settings(sip::Transport::udp, server.endpoint()));
  phone->start();
  ASSERT_TRUE(comes([&] { return !registers().empty(); }));
  EXPECT_THAT(
      registers().front().headers.first(sip::HeaderId::contact),
      testing::Optional(testing::AllOf(
          HasSubstr(std::string{"+sip.instance=\"<"} + instance + ">\""), HasSubstr("reg-id=1"))));
}

// Every second pong was once taken for the end of a ping when no message came between them: the
// station gave up a flow whose server had answered everything, and registered anew.
TEST_F(PhoneKeepAliveTest, RegistersAgainWhenThePongsCease) {
  PingedRegistrar registrar{loop};
  const auto phone = open(hasty_settings(sip::Transport::tcp, registrar.endpoint));
  phone->start();
  ASSERT_TRUE(comes([&] { return registrar.pings >= 5; }));
  EXPECT_THAT(registrar.contacts, SizeIs(1));
  registrar.answers = false;
  ASSERT_TRUE(comes([&] { return registrar.contacts.size() > 1; }));
  EXPECT_THAT(registrar.sockets.opened, SizeIs(2)) << "over a connection of its own";
}

// It was taken for an answer to ours: the server, which never sends one, was silent from there on.
TEST_F(PhoneKeepAliveTest, TakesNoPingOfTheServerForAPong) {
  PingedRegistrar registrar{loop};
  registrar.promises = registrar.answers = false;
  registrar.pings_us = true;
  const auto phone = open(hasty_settings(sip::Transport::tcp, registrar.endpoint));
  phone->start();
  ASSERT_TRUE(comes([&] { return registrar.pings >= 80; }));
  EXPECT_THAT(registrar.contacts, SizeIs(1));
}

TEST_F(PhoneKeepAliveTest, AsksByStunWhereItIsSeenAndRegistersAgainWhenThatMoves) {
  server.knows_stun = true;
  const auto phone = open(hasty_settings(sip::Transport::udp, server.endpoint()));
  phone->start();
  ASSERT_TRUE(comes([&] { return server.stun_requests >= 3; }));
  EXPECT_THAT(registers(), SizeIs(1));
  ++server.seen_at.port;
  EXPECT_TRUE(comes([&] { return registers().size() > 1; }));
}

TEST_F(PhoneKeepAliveTest, RegistersAgainWhenStunIsNotAnsweredAnyMore) {
  server.knows_stun = true;
  const auto phone = open(hasty_settings(sip::Transport::udp, server.endpoint()));
  phone->start();
  ASSERT_TRUE(comes([&] { return server.stun_requests >= 3; }));
  server.knows_stun = false;
  EXPECT_TRUE(comes([&] { return registers().size() > 1; }));
}

}  // namespace
}  // namespace portero::phone
