#include "io/net/streams.hpp"

#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "io/net/raw_tcp_for_tests.hpp"
#include "io/net/streams_for_tests.hpp"
#include "io/net/without_network.hpp"

namespace portero::net {
namespace {

using namespace std::chrono_literals;
using base::Endpoint;
using testing::SizeIs;
using transport::Failure;
using transport::FailureKind;

const Endpoint any_port{base::loopback_ipv4, 0};

class StreamsTest : public testing::Test {
 protected:
  bool comes_true(const std::function<bool()>& condition) { return loop.run_until(condition, 5s); }
  bool tells_closed(const NotingStreams& side) {
    return comes_true([&] { return !side.closed.empty(); });
  }

  loop::EventLoop loop;
  NotingStreams here{loop};
  NotingStreams there{loop};
};

TEST_F(StreamsTest, CarriesBytesBothWays) {
  for (const base::IpAddress& address : {base::loopback_ipv4, base::loopback_ipv6}) {
    NotingStreams server{loop};
    server.then = [&](const StreamEvent& event) {
      if (const auto* got = std::get_if<BytesReceived>(&event))
        ASSERT_TRUE(server.streams.send(got->id, view("200 OK")));
    };
    const Endpoint listening = server.streams.listen({address, 0}).value();
    const ConnectionId id = here.streams.connect(listening).value();
    ASSERT_TRUE(here.streams.send(id, view("REGISTER")));
    ASSERT_TRUE(comes_true([&] { return here.received[id] == "200 OK"; }));
    EXPECT_EQ(server.all_received(), "REGISTER");
    EXPECT_EQ(server.opened.back().local, listening);
    EXPECT_EQ(server.opened.back().remote, here.opened.back().local);
    EXPECT_TRUE(server.opened.back().incoming);
    EXPECT_FALSE(here.opened.back().incoming);
  }
}

TEST_F(StreamsTest, TellsNothingFromWithinACall) {
  const Endpoint listening = there.streams.listen(any_port).value();
  const ConnectionId id = here.streams.connect(listening).value();
  ASSERT_TRUE(here.streams.send(id, view("x")));
  EXPECT_THAT(here.opened, SizeIs(0));
}

TEST_F(StreamsTest, UsesTheSameConnectionForTheSamePlace) {
  const Endpoint one = there.streams.listen(any_port).value();
  const Endpoint other = there.streams.listen(any_port).value();
  const ConnectionId id = here.streams.connect(one).value();
  EXPECT_EQ(here.streams.connect(one), id);
  EXPECT_NE(here.streams.connect(other), id);
  ASSERT_TRUE(comes_true([&] { return here.opened.size() == 2; }));
  EXPECT_EQ(here.streams.connect(one), id);
  here.streams.close(id);
  EXPECT_NE(here.streams.connect(one), id);
}

TEST_F(StreamsTest, TellsWhatWasAlreadySaidBeforeTheOtherSideClosed) {
  RawTcp server = RawTcp::listening(8);
  const ConnectionId id = here.streams.connect(server.local()).value();
  RawTcp accepted = server.accept();
  accepted.send("BYE");
  accepted.close();
  ASSERT_TRUE(tells_closed(here));
  EXPECT_EQ(here.received[id], "BYE");
  EXPECT_EQ(here.closed.front().why.kind, FailureKind::closed_by_peer);
  EXPECT_EQ(here.closed.front().remote, server.local());
  EXPECT_EQ(here.streams.send(id, view("x")),
            std::unexpected(Failure{FailureKind::unknown_connection, ""}));
}

TEST_F(StreamsTest, TellsARefusalAtOnce) {
  const Endpoint nobody = RawTcp::listening(1).local();
  const auto id = here.streams.connect(nobody);
  if (id) ASSERT_TRUE(tells_closed(here));
  EXPECT_EQ(id ? here.closed.front().why : id.error(), (Failure{FailureKind::refused, ""}));
}

TEST_F(StreamsTest, TellsAReset) {
  RawTcp server = RawTcp::listening(8);
  ASSERT_TRUE(here.streams.connect(server.local()));
  ASSERT_TRUE(comes_true([&] { return !here.opened.empty(); }));
  server.accept().reset();
  ASSERT_TRUE(tells_closed(here));
  EXPECT_EQ(here.closed.front().why.kind, FailureKind::reset);
}

// A server that takes no more connections answers no SYN: silence, as from a dead host.
TEST_F(StreamsTest, GivesUpConnectingWhereNobodyAnswers) {
  const RawTcp server = RawTcp::listening(0);
  const RawTcp first = RawTcp::connecting_to(server.local());
  const RawTcp second = RawTcp::connecting_to(server.local());
  NotingStreams impatient{loop, {.connect_timeout = 20ms}};
  const ConnectionId id = impatient.streams.connect(server.local()).value();
  ASSERT_TRUE(impatient.streams.send(id, view("REGISTER")));
  ASSERT_TRUE(tells_closed(impatient));
  EXPECT_EQ(impatient.closed.front().why, (Failure{FailureKind::timed_out, ""}));
}

TEST_F(StreamsTest, SaysAtOnceThatThereIsNoNetwork) {
  const auto isolation = without_network([] {
    loop::EventLoop own_loop;
    Streams streams{own_loop, {}, [](const StreamEvent&) {}};
    for (int i = 0; i < 100; ++i)
      EXPECT_EQ(streams.connect({*base::IpAddress::parse("192.0.2.1"), 5060}),
                std::unexpected(Failure{FailureKind::network_unreachable, ""}));
    EXPECT_LT(own_loop.run_for(1ms), 3U);
  });
  if (isolation == Isolation::not_permitted)
    GTEST_SKIP() << "this user may not make a network namespace";
}

TEST_F(StreamsTest, ClosesWhoReadsTooSlowlyInsteadOfStoringForIt) {
  const RawTcp server = RawTcp::listening(8);
  server.take_little();
  const ConnectionId id = here.streams.connect(server.local()).value();
  ASSERT_TRUE(comes_true([&] { return !here.opened.empty(); }));
  const std::string chunk(64 * 1024, 'x');
  std::expected<void, Failure> result;
  for (int i = 0; i < 10'000 && result; ++i) result = here.streams.send(id, view(chunk));
  EXPECT_EQ(result, std::unexpected(Failure{FailureKind::too_slow, ""}));
  ASSERT_TRUE(tells_closed(here));
  EXPECT_EQ(here.closed.front().why.kind, FailureKind::too_slow);
}

TEST_F(StreamsTest, ClosesWhoTakesNothingForTooLong) {
  const RawTcp server = RawTcp::listening(8);
  server.take_little();
  NotingStreams impatient{loop, {.max_queued_bytes = 64'000'000, .stall_timeout = 20ms}};
  const ConnectionId id = impatient.streams.connect(server.local()).value();
  ASSERT_TRUE(impatient.streams.send(id, view(std::string(32'000'000, 'x'))));
  ASSERT_TRUE(tells_closed(impatient));
  EXPECT_EQ(impatient.closed.front().why, (Failure{FailureKind::too_slow, ""}));
}

TEST_F(StreamsTest, SendsEverythingBeforeItCloses) {
  const Endpoint listening = there.streams.listen(any_port).value();
  NotingStreams generous{loop, {.max_queued_bytes = 64'000'000}};
  const ConnectionId id = generous.streams.connect(listening).value();
  ASSERT_TRUE(comes_true([&] { return !generous.opened.empty(); }));
  const std::string large(8'000'000, 'x');
  ASSERT_TRUE(generous.streams.send(id, view(large)));
  generous.streams.close(id);
  ASSERT_TRUE(tells_closed(there));
  EXPECT_EQ(there.all_received().size(), large.size());
  EXPECT_THAT(generous.closed, SizeIs(0)) << "nothing is told of what we close";
}

// A 400 for garbage never arrived at the phone: closing with bytes unread makes the kernel send a
// reset, and the reset destroys what the other side has not read yet.
TEST_F(StreamsTest, LetsItsLastWordsBeReadThoughMoreGarbageComes) {
  const Endpoint listening = there.streams.listen(any_port).value();
  there.then = [&](const StreamEvent& event) {
    const auto* const got = std::get_if<BytesReceived>(&event);
    if (got == nullptr) return;
    ASSERT_TRUE(there.streams.send(got->id, view("400")));
    there.streams.close(got->id);
  };
  const RawTcp client = RawTcp::connected_to(listening);
  client.send(std::string(30'000, '?'));
  std::string answer;
  ASSERT_TRUE(comes_true([&] {
    client.send("?");
    answer += client.receive();
    return client.is_at_end();
  }));
  EXPECT_EQ(answer, "400");
}

TEST_F(StreamsTest, LimitsTheConnectionsOfOneSource) {
  NotingStreams server{loop, {.max_incoming_per_source = 2}};
  const Endpoint listening = server.streams.listen(any_port).value();
  const RawTcp first = RawTcp::connected_to(listening);
  const RawTcp second = RawTcp::connected_to(listening);
  const RawTcp third = RawTcp::connected_to(listening);
  EXPECT_TRUE(comes_true([&] { return third.is_at_end(); }));
  EXPECT_TRUE(comes_true([&] { return server.opened.size() == 2; }));
  EXPECT_FALSE(first.is_at_end() || second.is_at_end());
}

TEST_F(StreamsTest, MakesRoomForANewConnectionByTheOneThatWasQuietLongest) {
  NotingStreams server{loop, {.max_connections = 2}};
  const Endpoint listening = server.streams.listen(any_port).value();
  const RawTcp first = RawTcp::connected_to(listening);
  ASSERT_TRUE(comes_true([&] { return server.opened.size() == 1; }));
  const RawTcp second = RawTcp::connected_to(listening);
  ASSERT_TRUE(comes_true([&] { return server.opened.size() == 2; }));
  first.send("x");
  ASSERT_TRUE(comes_true([&] { return server.all_received() == "x"; }));
  const RawTcp third = RawTcp::connected_to(listening);
  ASSERT_TRUE(tells_closed(server));
  EXPECT_EQ(server.closed.front().remote, second.local());
  EXPECT_EQ(server.closed.front().why.kind, FailureKind::too_many_connections);
  EXPECT_TRUE(comes_true([&] { return server.opened.size() == 3; }));
}

// Strangers who opened many connections threw out whoever was signed in and only listened.
TEST_F(StreamsTest, NobodyTakesThePlaceOfOneThatIsKept) {
  NotingStreams server{loop, {.max_connections = 2, .incoming_idle_timeout = 300ms}};
  const Endpoint listening = server.streams.listen(any_port).value();
  const RawTcp first = RawTcp::connected_to(listening);
  ASSERT_TRUE(comes_true([&] { return server.opened.size() == 1; }));
  server.streams.keep(server.opened.front().id);
  const RawTcp second = RawTcp::connected_to(listening);
  ASSERT_TRUE(comes_true([&] { return server.opened.size() == 2; }));
  const RawTcp third = RawTcp::connected_to(listening);
  ASSERT_TRUE(tells_closed(server));
  EXPECT_EQ(server.closed.front().remote, second.local());
  ASSERT_TRUE(comes_true([&] { return server.closed.size() == 2; }));
  EXPECT_EQ(server.closed.back().remote, third.local());
  EXPECT_EQ(server.closed.back().why.kind, FailureKind::idle);
}

TEST_F(StreamsTest, LimitsOutgoingConnectionsToo) {
  NotingStreams client{loop, {.max_connections = 1}};
  ASSERT_TRUE(client.streams.connect(there.streams.listen(any_port).value()));
  EXPECT_EQ(client.streams.connect(there.streams.listen(any_port).value()),
            std::unexpected(Failure{FailureKind::too_many_connections, ""}));
}

// Strangers who opened all the connections that there may be kept a station from its registrar,
// until they had been idle for 15 minutes.
TEST_F(StreamsTest, MakesRoomForItsOwnConnections) {
  NotingStreams server{loop, {.max_connections = 2}};
  const Endpoint listening = server.streams.listen(any_port).value();
  const RawTcp first = RawTcp::connected_to(listening);
  ASSERT_TRUE(comes_true([&] { return server.opened.size() == 1; }));
  const RawTcp second = RawTcp::connected_to(listening);
  ASSERT_TRUE(comes_true([&] { return server.opened.size() == 2; }));
  EXPECT_TRUE(server.streams.connect(there.streams.listen(any_port).value()));
  ASSERT_TRUE(tells_closed(server));
  EXPECT_EQ(server.closed.front().remote, first.local());
  EXPECT_TRUE(comes_true([&] { return server.opened.size() == 3; }));
}

TEST_F(StreamsTest, ClosesAnIncomingConnectionOnWhichNothingComes) {
  NotingStreams server{loop, {.incoming_idle_timeout = 20ms}};
  const RawTcp client = RawTcp::connected_to(server.streams.listen(any_port).value());
  ASSERT_TRUE(tells_closed(server));
  EXPECT_EQ(server.closed.front().why.kind, FailureKind::idle);
}

// Accepting without a free descriptor fails, and the listener stays readable: a loop that only
// tries again takes a whole core.
TEST_F(StreamsTest, NeitherSpinsNorForgetsAConnectionForWantOfDescriptors) {
  const Endpoint listening = there.streams.listen(any_port).value();
  const RawTcp client = RawTcp::connected_to(listening);
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  const rlimit none{0, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &none), 0);
  const std::size_t turns = loop.run_for(20ms);
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &before), 0);
  EXPECT_LT(turns, 10U);
  EXPECT_THAT(there.opened, SizeIs(0));
  EXPECT_TRUE(comes_true([&] { return there.opened.size() == 1; }));
}

// Whoever has us close connection after connection would have all of our descriptors.
TEST_F(StreamsTest, AConnectionThatSaysGoodbyeStillCounts) {
  NotingStreams few{loop, {.max_incoming_per_source = 1}};
  const Endpoint place = few.streams.listen(any_port).value();
  RawTcp first = RawTcp::connected_to(place);
  ASSERT_TRUE(comes_true([&] { return few.opened.size() == 1; }));
  few.streams.close(few.opened.front().id);
  const RawTcp second = RawTcp::connected_to(place);
  EXPECT_TRUE(comes_true([&] { return second.is_at_end(); }));
  EXPECT_THAT(few.opened, SizeIs(1));
  first.close();
  EXPECT_TRUE(comes_true([&] {
    const RawTcp third = RawTcp::connected_to(place);
    loop.run_for(5ms);
    return few.opened.size() == 2;
  }));
}

TEST_F(StreamsTest, AFullHouseLetsGoOfWhoSaysGoodbye) {
  NotingStreams few{loop, {.max_connections = 1}};
  const Endpoint place = few.streams.listen(any_port).value();
  const RawTcp first = RawTcp::connected_to(place);
  ASSERT_TRUE(comes_true([&] { return few.opened.size() == 1; }));
  few.streams.close(few.opened.front().id);
  const RawTcp second = RawTcp::connected_to(place);
  EXPECT_TRUE(comes_true([&] { return few.opened.size() == 2; }));
}

TEST_F(StreamsTest, MayBeDestroyedByWhatTheyTell) {
  std::optional<Streams> streams;
  streams.emplace(loop, StreamLimits{}, [&](const StreamEvent& event) {
    if (std::holds_alternative<BytesReceived>(event)) streams.reset();
  });
  const RawTcp client = RawTcp::connected_to(streams->listen(any_port).value());
  client.send("x");
  EXPECT_TRUE(comes_true([&] { return !streams.has_value(); }));
  EXPECT_TRUE(comes_true([&] { return client.is_at_end(); }));
}

TEST_F(StreamsTest, SayThatAPortIsInUse) {
  const Endpoint taken = here.streams.listen(any_port).value();
  EXPECT_EQ(there.streams.listen(taken), std::unexpected(Failure{FailureKind::address_in_use, ""}));
}

}  // namespace
}  // namespace portero::net
